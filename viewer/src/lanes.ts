// The lanes of the whole run, from one pass over the events: who lives when, runs when, and wakes or cancels whom.

import { taskTitle, type MachineState, type Trace, type TraceEvent } from "./events";

export interface Lane {
  key: string;
  id: number;
  kind: "task" | "object";
  name: string;
  /** A task of the library's, or an object that no task drives while there are tasks: folded away at first. */
  minor: boolean;
  from: number;
  to: number;
  end: "" | "done" | "failed" | "cancelled";
  /** Pairs of indexes between which it runs. */
  runs: number[];
  /** Pairs of indexes between which it is ready, and waits for its turn. */
  waits: number[];
  /** The indexes of its own events. */
  events: number[];
  object: number;
}

export interface Arrow {
  index: number;
  from: string;
  to: string;
  kind: "wake" | "cancel" | "make";
}

export interface Fn {
  name: string;
  kind: string;
  file: string;
  line: number;
  states: MachineState[];
}

export interface Output {
  index: number;
  stream: string;
  text: string;
}

export interface Overview {
  /** How many events it has been made of so far; it is whole when that is all of them. */
  read: number;
  lanes: Lane[];
  byKey: Map<string, Lane>;
  arrows: Arrow[];
  /** The indexes at which something has come to rest: a task, or a generator with all that it delegates to. */
  stops: number[];
  outputs: Output[];
  functions: Map<number, Fn>;
  sources: Map<string, string[]>;
  /** The names of all objects. */
  names: Map<number, string>;
  /** Microseconds, by index. */
  times: Float64Array;
  /** The index at which the program itself begins. */
  first: number;
  program: string;
  /** Time stands while the program runs, and jumps to the next timer. */
  virtual: boolean;
  /** CPython ran the program, and told less; of a dump there is no output either. */
  native: boolean;
  dump: boolean;
  end: string;
}

export interface Reading {
  all: Overview;
  /** Read on, a block of events at a time, for about so many milliseconds. */
  more: (milliseconds: number) => void;
}

const LIBRARY = /(^|[\\/])(lib|Lib)[\\/]python|[\\/]site-packages[\\/]|^<frozen /;

/** Begin to read a trace. A long one is read in slices, so that the page can be used meanwhile. */
export function overview(trace: Trace): Reading {
  const names = new Map<number, string>();
  const all: Overview = {
    read: 0, lanes: [], byKey: new Map(), arrows: [], stops: [], outputs: [], functions: new Map(), sources: new Map(), names,
    times: new Float64Array(trace.length), first: 0, program: "", virtual: false, native: false, dump: false, end: "",
  };
  const last = trace.length - 1;
  const files = new Map<number, string>(); // of each object's function
  const queuedBy = new Map<number, string>(); // of each queued callback: the lane that has queued it
  let runs = { callback: 0, from: "" }; // the callback that has begun last
  let rest = 0; // what has suspended last outside of tasks
  const lane = (key: string, id: number, kind: Lane["kind"], name: string, from: number): Lane => {
    let found = all.byKey.get(key);
    if (!found) {
      found = { key, id, kind, name, minor: kind === "object", from, to: last, end: "", runs: [], waits: [], events: [], object: 0 };
      all.byKey.set(key, found);
      all.lanes.push(found);
    }
    return found;
  };
  const taskLane = (id: number, index: number) => lane(`task ${id}`, id, "task", `task ${id}`, index);
  const laneOf = (event: TraceEvent, index: number): Lane | null => {
    if (event.task) return taskLane(event.task, index);
    if (event.object === undefined || event.event === "created" || event.event === "task created") return null;
    return lane(`object ${event.object}`, event.object, "object", names.get(event.object) ?? "an object", index);
  };
  let block = 0;
  const more = (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    do {
      if (block === trace.blockCount) return;
      for (const event of trace.block(block)) take(event, all.read++);
      block += 1;
    } while (performance.now() < end);
  };
  return { all, more };

  function take(event: TraceEvent, index: number): void {
    all.times[index] = Math.max(event.t, index ? all.times[index - 1] : 0);
    const own = laneOf(event, index);
    own?.events.push(index);
    switch (event.event) {
      case "trace":
        all.native = event.native ?? false;
        all.virtual = event.virtual_time ?? false;
        all.dump = event.dump !== undefined;
        all.program = `${(event.program ?? []).map((word) => word.split("/").at(-1)).join(" ")} · Python ${event.python}`;
        break;
      case "end":
        all.end = event.why ?? "";
        break;
      case "source":
        all.sources.set(event.file!, event.text!.replace(/\n$/, "").split("\n"));
        break;
      case "function":
        all.functions.set(event.function!, {
          name: event.name!, kind: event.kind!, file: event.file!, line: event.line!, states: event.states!,
        });
        break;
      case "created":
        names.set(event.object!, event.name!);
        files.set(event.object!, all.functions.get(event.function!)?.file ?? "");
        break;
      case "task created": {
        const made = taskLane(event.of!, index);
        made.name = taskTitle(event.name!, names.get(event.object ?? 0) ?? event.coroutine!);
        made.object = event.object ?? 0;
        made.minor = !made.object || LIBRARY.test(files.get(made.object) ?? "");
        made.events.push(index);
        if (event.task) all.arrows.push({ index, from: `task ${event.task}`, to: made.key, kind: "make" });
        break;
      }
      case "task named":
        taskLane(event.of!, index).name = taskTitle(event.name!, names.get(taskLane(event.of!, index).object) ?? "");
        break;
      case "task scheduled": {
        const woken = taskLane(event.of!, index);
        woken.events.push(index);
        if (woken.waits.length % 2 === 0) woken.waits.push(index);
        const from = event.by ? `task ${event.by}` : event.callback === runs.callback ? runs.from : "";
        if (event.future !== undefined && from) all.arrows.push({ index, from, to: woken.key, kind: "wake" });
        break;
      }
      case "callback queued":
        if (event.task) queuedBy.set(event.callback!, `task ${event.task}`);
        break;
      case "callback run":
        runs = { callback: event.callback!, from: queuedBy.get(event.callback!) ?? "" };
        queuedBy.delete(event.callback!);
        break;
      case "callback cancelled":
        queuedBy.delete(event.callback!);
        break;
      case "task cancelled":
        taskLane(event.of!, index).events.push(index);
        if (event.by) all.arrows.push({ index, from: `task ${event.by}`, to: `task ${event.of}`, kind: "cancel" });
        break;
      case "task step":
        if (own!.runs.length % 2 === 0) own!.runs.push(index);
        if (own!.waits.length % 2) own!.waits.push(index);
        break;
      case "switch": {
        const left = event.before ? all.byKey.get(`task ${event.before}`) : undefined;
        if (left && left.runs.length % 2) left.runs.push(index);
        if (own?.kind === "task" && own.runs.length % 2 === 0) own.runs.push(index);
        break;
      }
      case "task done":
        if (!own) break;
        own.to = index;
        own.end = event.error ? "failed" : event.cancelled ? "cancelled" : "done";
        if (own.runs.length % 2) own.runs.push(index);
        break;
      case "started":
      case "resumed":
        if (!all.first) all.first = index;
        if (own?.kind === "task" && !LIBRARY.test(files.get(event.object!) ?? "")) own.minor = false;
        if (own?.kind === "object" && own.runs.length % 2 === 0) own.runs.push(index);
        break;
      case "suspended":
        stop(event, index, own);
        if (own?.kind === "object" && own.runs.length % 2) own.runs.push(index);
        break;
      case "returned":
      case "raised":
      case "closed":
      case "dropped":
        if (own?.kind === "object") {
          if (own.runs.length % 2) own.runs.push(index);
          own.to = index;
          own.end = event.event === "raised" && !event.error!.startsWith("GeneratorExit(") ? "failed" : "done";
        }
        break;
      case "output":
        all.outputs.push({ index, stream: event.stream!, text: event.text! });
        break;
    }
  }

  /** A task rests when its outermost object has suspended; anything else, when what has delegated to it has. */
  function stop(event: TraceEvent, index: number, own: Lane | null): void {
    if (own?.kind === "task" && own.object) {
      if (own.object === event.object) all.stops.push(index);
      return;
    }
    if (event.on?.object !== undefined && event.on.object === rest) all.stops.pop();
    all.stops.push(index);
    rest = event.object!;
  }
}

/** The lanes that are shown: those that the filter leaves; library tasks and temporaries only if they are asked for. */
export function shownLanes(all: Overview, filter: string, minor: boolean, chosen: Lane | undefined): Lane[] {
  const wanted = filter.trim().toLowerCase();
  const major = all.lanes.filter((each) => !each.minor);
  const some = minor || wanted || major.length === 0 ? all.lanes : major;
  const found = wanted ? some.filter((each) => each.name.toLowerCase().includes(wanted)) : some;
  return chosen && !found.includes(chosen) && !chosen.minor && !wanted ? [...found, chosen] : found;
}
