// What is known of the program after an event: made by folding the events, in order.

import type { Kept, Ready, Trace, TraceEvent, Wait } from "./events";

export type Status = "created" | "running" | "suspended" | "done" | "failed" | "cancelled" | "closed";

export interface Thing {
  id: number;
  name: string;
  kind: string;
  status: Status;
  fn: number;
  state: number;
  line: number;
  on: Wait | null;
  kept: Kept[];
  vars: Record<string, string>;
  changed: string[];
  result: string;
  object: number;
  by: number;
}

export interface World {
  index: number;
  objects: Map<number, Thing>;
  tasks: Map<number, Thing>;
  running: number[];
  task: number;
  current: number;
  ready: Ready[];
  more: number;
  timers: [number, number, string][];
  round: number;
  outputs: number;
  line: { file: string; line: number } | null;
  /** The sub-expression that was just evaluated. */
  expression: TraceEvent | null;
  /** The last that are over, oldest first: the ones before them are forgotten. */
  over: Thing[];
}

const SNAPSHOTS = 60;
const OVER_KEPT = 64;

export function emptyWorld(): World {
  return {
    index: -1, objects: new Map(), tasks: new Map(), running: [], task: 0, current: 0, ready: [], more: 0,
    timers: [], round: 0, outputs: 0, line: null, expression: null, over: [],
  };
}

function thing(id: number, name: string, kind: string): Thing {
  return {
    id, name, kind, status: "created", fn: 0, state: 0, line: 0, on: null, kept: [], vars: {}, changed: [], result: "",
    object: 0, by: 0,
  };
}

function copy(world: World): World {
  const things = (map: Map<number, Thing>) => new Map([...map].map(([key, each]) => [key, { ...each }]));
  const [objects, tasks] = [things(world.objects), things(world.tasks)];
  const over = world.over.map((each) => (each.kind === "task" ? tasks : objects).get(each.id) ?? each);
  return {
    ...world, objects, tasks, over, running: [...world.running], ready: [...world.ready], timers: [...world.timers],
  };
}

/** What is over is known for a while; what is known is bounded by what is alive, however long the run. */
function end(world: World, thing: Thing): void {
  world.over.push(thing);
  if (world.over.length <= OVER_KEPT) return;
  const oldest = world.over.shift()!;
  const map = oldest.kind === "task" ? world.tasks : world.objects;
  if (map.get(oldest.id) === oldest) map.delete(oldest.id);
}

function assign(object: Thing, event: TraceEvent): void {
  object.changed = [];
  if (!event.vars) return;
  object.vars = { ...object.vars };
  for (const [name, value] of Object.entries(event.vars)) {
    if (value === null) delete object.vars[name];
    else object.vars[name] = value;
    object.changed.push(name);
  }
}

/** Let `event` have happened. */
export function apply(world: World, event: TraceEvent): void {
  world.index += 1;
  world.task = event.task ?? 0;
  const object = event.object === undefined ? undefined : world.objects.get(event.object);
  switch (event.event) {
    case "created": {
      const made = thing(event.object!, event.name!, event.kind!);
      made.fn = event.function!;
      made.by = event.by ?? 0;
      assign(made, event);
      world.objects.set(made.id, made);
      break;
    }
    case "started":
    case "resumed":
      world.running.push(event.object!);
      world.current = event.object!;
      if (object) {
        object.status = "running";
        object.on = null;
        object.changed = [];
        object.line = event.line ?? object.line;
        object.state = event.state ?? object.state;
      }
      break;
    case "entered":
      if (object) {
        object.state = event.state!;
        object.line = event.line ?? object.line;
        assign(object, event);
        world.current = object.id;
      }
      break;
    case "suspended":
      leave(world, event.object!);
      if (object) {
        object.status = "suspended";
        object.on = event.on ?? null;
        object.kept = event.kept ?? [];
        object.state = event.state!;
        object.line = event.line ?? object.line;
        object.result = event.value ?? "";
        assign(object, event);
      }
      break;
    case "returned":
    case "raised":
    case "closed":
    case "dropped":
      leave(world, event.object!);
      if (object) {
        object.status = event.event === "returned" ? "done" : event.event === "raised" ? "failed" : "closed";
        object.result = event.error ?? event.value ?? "";
        object.on = null;
        end(world, object);
      }
      break;
    case "task created": {
      const made = thing(event.of!, event.name!, "task");
      made.object = event.object ?? 0;
      made.by = event.task ?? 0;
      const inner = world.objects.get(made.object);
      made.name = `${event.name} ${inner ? inner.name : event.coroutine}`;
      world.tasks.set(made.id, made);
      break;
    }
    case "task named": {
      const named = world.tasks.get(event.of!);
      if (named) named.name = `${event.name} ${world.objects.get(named.object)?.name ?? ""}`.trim();
      break;
    }
    case "task step":
      setTask(world, event.task, "running");
      break;
    case "switch":
      if (event.before && world.tasks.get(event.before)?.status === "running") {
        setTask(world, event.before, "suspended");
      }
      break;
    case "task done":
      setTask(world, event.task, event.error ? "failed" : event.cancelled ? "cancelled" : "done");
      if (world.tasks.has(event.task ?? 0)) end(world, world.tasks.get(event.task!)!);
      break;
    case "round":
      world.round = event.round!;
      world.ready = event.ready ?? [];
      world.more = event.more ?? 0;
      world.timers = event.timers ?? [];
      break;
    case "output":
      world.outputs += 1;
      break;
    case "expression":
    case "spilled":
    case "line":
      world.line = { file: event.file!, line: event.line! };
      if (object) {
        object.line = event.line!;
        if (event.spill) object.kept = object.kept.filter((each) => each.spill !== event.spill);
        if (event.event === "spilled") {
          object.kept = [...object.kept, { spill: event.spill!, source: event.source!, value: event.value! }];
        }
      }
      break;
  }
  const evaluated = event.event === "expression" || event.event === "spilled";
  if (!evaluated && event.event !== "line" && event.object !== undefined) world.line = null;
  world.expression = evaluated ? event : null;
}

function leave(world: World, object: number): void {
  if (world.running[world.running.length - 1] === object) world.running.pop();
  world.current = object;
}

function setTask(world: World, number: number | undefined, status: Status): void {
  const task = world.tasks.get(number ?? 0);
  if (task) task.status = status;
}

/** Gives the world after any event: forwards by folding, backwards from the nearest snapshot. */
export class Worlds {
  private world = emptyWorld();
  private readonly snapshots = new Map<number, World>();
  private readonly spacing: number;

  constructor(private readonly trace: Trace) {
    this.spacing = Math.max(500, Math.ceil(trace.length / SNAPSHOTS));
  }

  at(index: number): World {
    if (index < this.world.index) {
      let from = Math.floor(index / this.spacing) * this.spacing;
      while (from > 0 && !this.snapshots.has(from)) from -= this.spacing;
      const snapshot = from > 0 ? this.snapshots.get(from) : undefined;
      this.world = snapshot ? copy(snapshot) : emptyWorld();
    }
    while (this.world.index < index) {
      apply(this.world, this.trace.at(this.world.index + 1));
      const at = this.world.index;
      if (at > 0 && at % this.spacing === 0 && !this.snapshots.has(at)) this.snapshots.set(at, copy(this.world));
    }
    return this.world;
  }
}
