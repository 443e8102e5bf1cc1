// The events of a trace, as `spec/events.md` describes them, and where they stand in the page.

export interface Wait {
  object?: number;
  task?: number;
  future?: number;
  what?: string;
  through?: string[];
  name?: string;
}

export interface Ready {
  task?: number;
  callback?: number;
  timer?: number;
  name?: string;
}

/** What has changed in a frame since the event before. */
export interface Change {
  line?: number;
  vars?: Record<string, string | null>;
}

/** The value of a sub-expression that is kept across a suspension. */
export interface Kept {
  spill: string;
  source: string;
  value: string;
  partly?: boolean;
}

export interface MachineState {
  state: number;
  exit: [number, string];
  steps?: [number, string][];
  edges?: [number, string, string][];
  suspends?: string;
  alive?: string[];
  error?: [number, string];
  ends?: string[];
}

/** A task in a deadlock. */
export interface Stuck {
  of: number;
  what: string;
  line: number | null;
  for: number[];
  holders: number[];
}

export interface TraceEvent {
  n: number;
  event: string;
  t: number;
  thread?: number;
  task?: number;
  object?: number;
  frames?: Record<string, Change>;
  of?: number;
  by?: number;
  name?: string;
  kind?: string;
  function?: number;
  file?: string;
  line?: number;
  end_line?: number;
  columns?: [number, number];
  source?: string;
  depth?: number;
  spill?: string;
  kept?: Kept[];
  text?: string;
  state?: number;
  states?: MachineState[];
  value?: string;
  error?: string;
  how?: string;
  on?: Wait;
  at?: [string, number];
  before?: number;
  stream?: string;
  cancelled?: boolean;
  future?: number;
  message?: string;
  coroutine?: string;
  callback?: number;
  timer?: number;
  delay?: number;
  due?: number;
  round?: number;
  ready?: Ready[];
  timers?: [number, number, string][];
  loop?: number;
  cause?: string;
  count?: number;
  tasks?: number[];
  waits?: Stuck[];
  program?: string[];
  what?: string;
  python?: string;
  native?: boolean;
  virtual_time?: boolean;
  dump?: string;
  why?: string;
}

const KEPT = 12;

/** A task by its name and, in parentheses, its coroutine, if that has another name. */
export function taskTitle(name: string, coroutine: string): string {
  return coroutine && coroutine.toLowerCase() !== name.toLowerCase() ? `${name} (${coroutine})` : name;
}

/** A qualified name without the functions around it. */
function ownName(name: string): string {
  return name.split("<locals>.").at(-1)!;
}

/** The blocks of events in the page. A block is parsed when it is looked at, and a few are kept. */
export class Trace {
  readonly length: number;
  private readonly blocks: { element: Element; first: number; count: number }[] = [];
  private readonly parsed = new Map<number, TraceEvent[]>();

  constructor(root: ParentNode) {
    let first = 0;
    for (const element of root.querySelectorAll("script.trace")) {
      const count = Number(element.getAttribute("data-count"));
      this.blocks.push({ element, first, count });
      first += count;
    }
    this.length = first;
  }

  get blockCount(): number {
    return this.blocks.length;
  }

  /** Where the block with the event at `index` begins. */
  blockStart(index: number): number {
    return this.blocks[this.blockOf(index)]?.first ?? 0;
  }

  block(number: number): TraceEvent[] {
    let events = this.parsed.get(number);
    if (events === undefined) {
      events = JSON.parse(this.blocks[number].element.textContent ?? "[]") as TraceEvent[];
      for (const event of events) {
        if (event.name) event.name = ownName(event.name);
        if (event.coroutine) event.coroutine = ownName(event.coroutine);
      }
      if (this.parsed.size >= KEPT) {
        this.parsed.delete(this.parsed.keys().next().value as number);
      }
      this.parsed.set(number, events);
    }
    return events;
  }

  at(index: number): TraceEvent {
    const number = this.blockOf(index);
    return this.block(number)[index - this.blocks[number].first];
  }

  private blockOf(index: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].first <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
