// The lanes of the whole run, from one pass over the events: who lives when, runs when, and wakes or cancels whom.

import type { MachineState, Trace, TraceEvent } from "./events";

export interface Lane {
  key: string;
  id: number;
  kind: "task" | "object" | "outside";
  name: string;
  from: number;
  to: number;
  end: "" | "done" | "failed" | "cancelled";
  /** Pairs of indexes between which it runs. */
  runs: number[];
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
  suspensions: number[];
  outputs: Output[];
  functions: Map<number, Fn>;
  sources: Map<string, string[]>;
  timers: Map<number, number>;
  /** The names of all objects. */
  names: Map<number, string>;
  program: string;
  end: string;
}

export interface Reading {
  all: Overview;
  /** Read on, a block of events at a time, for about so many milliseconds. */
  more: (milliseconds: number) => void;
}

/** Begin to read a trace. A long one is read in slices, so that the page can be used meanwhile. */
export function overview(trace: Trace): Reading {
  const names = new Map<number, string>();
  const all: Overview = {
    read: 0, lanes: [], byKey: new Map(), arrows: [], suspensions: [], outputs: [], functions: new Map(),
    sources: new Map(), timers: new Map(), names, program: "", end: "",
  };
  const last = trace.length - 1;
  const lane = (key: string, id: number, kind: Lane["kind"], name: string, from: number): Lane => {
    let found = all.byKey.get(key);
    if (!found) {
      found = { key, id, kind, name, from, to: last, end: "", runs: [], events: [], object: 0 };
      all.byKey.set(key, found);
      all.lanes.push(found);
    }
    return found;
  };
  const taskLane = (id: number, index: number) => lane(`task ${id}`, id, "task", `task ${id}`, index);
  const laneOf = (event: TraceEvent, index: number): Lane | null => {
    if (event.task) return taskLane(event.task, index);
    if (event.object === undefined || event.event === "created" || event.event === "task created") return null;
    return lane(`object ${event.object}`, event.object, "object", names.get(event.object) ?? "object", index);
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
    const own = laneOf(event, index);
    own?.events.push(index);
    switch (event.event) {
      case "trace":
        all.program = `${(event.program ?? []).join(" ")} · Python ${event.python}`;
        break;
      case "end":
        all.end = event.why ?? "";
        break;
      case "source":
        all.sources.set(event.file!, event.text!.split("\n"));
        break;
      case "function":
        all.functions.set(event.function!, {
          name: event.name!, kind: event.kind!, file: event.file!, line: event.line!, states: event.states!,
        });
        break;
      case "created":
        names.set(event.object!, event.name!);
        break;
      case "task created": {
        const made = taskLane(event.of!, index);
        made.name = `${event.name} ${names.get(event.object ?? 0) ?? event.coroutine}`;
        made.object = event.object ?? 0;
        made.events.push(index);
        if (event.task) all.arrows.push({ index, from: `task ${event.task}`, to: made.key, kind: "make" });
        break;
      }
      case "task named":
        taskLane(event.of!, index).name = `${event.name} ${names.get(taskLane(event.of!, index).object) ?? ""}`.trim();
        break;
      case "task scheduled":
        taskLane(event.of!, index).events.push(index);
        if (event.future !== undefined && event.by) {
          all.arrows.push({ index, from: `task ${event.by}`, to: `task ${event.of}`, kind: "wake" });
        }
        break;
      case "task cancelled":
        taskLane(event.of!, index).events.push(index);
        if (event.by) all.arrows.push({ index, from: `task ${event.by}`, to: `task ${event.of}`, kind: "cancel" });
        break;
      case "task step":
        own!.runs.push(index);
        break;
      case "switch": {
        const left = event.before ? all.byKey.get(`task ${event.before}`) : undefined;
        if (left && left.runs.length % 2) left.runs.push(index);
        break;
      }
      case "task done":
        own!.to = index;
        own!.end = event.error ? "failed" : event.cancelled ? "cancelled" : "done";
        if (own!.runs.length % 2) own!.runs.push(index);
        break;
      case "started":
      case "resumed":
        if (own?.kind === "object" && own.runs.length % 2 === 0) own.runs.push(index);
        break;
      case "suspended":
        all.suspensions.push(index);
        if (own?.kind === "object" && own.runs.length % 2) own.runs.push(index);
        break;
      case "returned":
      case "raised":
      case "closed":
      case "dropped":
        if (own?.kind === "object") {
          if (own.runs.length % 2) own.runs.push(index);
          own.to = index;
          own.end = event.event === "raised" ? "failed" : "done";
        }
        break;
      case "timer set":
        if (event.future !== undefined) all.timers.set(event.future, event.delay!);
        break;
      case "output":
        all.outputs.push({ index, stream: event.stream!, text: event.text! });
        break;
    }
  }
}
