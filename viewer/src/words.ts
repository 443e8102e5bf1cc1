// Events in words: for the list of events, the search, and screen readers.

import type { Stuck, TraceEvent, Wait } from "./events";
import type { Overview } from "./lanes";

const MOST_HELD = 4;

export function seconds(time: number): string {
  if (Math.abs(time) >= 1) return `${+time.toPrecision(4)} s`;
  if (Math.abs(time) >= 1e-3) return `${+(time * 1e3).toPrecision(3)} ms`;
  return time ? `${+(time * 1e6).toPrecision(3)} µs` : "0 s";
}

export function taskName(all: Overview, id: number | undefined): string {
  return all.byKey.get(`task ${id}`)?.name ?? (id ? `task ${id}` : "the program");
}

export function objectName(all: Overview, id: number | undefined): string {
  return all.names.get(id ?? 0) ?? "an object";
}

export function waiting(all: Overview, on: Wait): string {
  if (on.object !== undefined) return objectName(all, on.object);
  if (on.task !== undefined && !on.through) return taskName(all, on.task);
  return on.name ?? on.what ?? "?";
}

export function words(event: TraceEvent, all: Overview): string {
  const object = objectName(all, event.object);
  const task = (id: number | undefined) => taskName(all, id);
  const line = event.line ? ` at line ${event.line}` : "";
  switch (event.event) {
    case "trace": return `the trace of ${(event.program ?? []).join(" ")} begins`;
    case "source": return `${fileName(event.file!)} is loaded`;
    case "function": return `function ${event.name} is met for the first time`;
    case "created": return `${event.kind} ${event.name} is made${event.at ? ` at line ${event.at[1]}` : ""}`;
    case "started": return `${object} starts${event.how ? `, by ${event.how} ${event.value ?? ""}` : ""}`;
    case "resumed": return `${object} resumes${line}${given(event)}`;
    case "entered": return `${object} enters state ${event.state}${line}`;
    case "suspended":
      return `${object} suspends${line}, ${event.on ? `waiting for ${waiting(all, event.on)}` : `giving ${event.value ?? "None"}`}`;
    case "returned": return `${object} returns ${event.value}`;
    case "raised": return `${object} raises ${event.error}`;
    case "closed": return `${object} is closed before it started`;
    case "dropped": return `${object} is dropped: it was never awaited`;
    case "task created": return `${task(event.of)} is made by ${task(event.task)}`;
    case "task named": return `${task(event.of)} gets its name`;
    case "task scheduled":
      if (event.future === undefined) return `${task(event.of)} is put into the ready queue`;
      return `${task(event.of)} is woken${event.by ? ` by ${task(event.by)}` : event.cause ? ` by ${event.cause}` : ""}`;
    case "task cancelled": return `${task(event.of)} is asked to cancel${event.cause ? ` by ${event.cause}` : event.by ? ` by ${task(event.by)}` : ""}`;
    case "task step": return `${task(event.task)} takes a step`;
    case "task done":
      return `${task(event.task)} ${event.error ? `fails: ${event.error}` : event.cancelled ? "is cancelled" : `is done: ${event.value}`}`;
    case "switch": return event.task ? `${task(event.task)} gets its turn` : `${task(event.before)} gives the loop back`;
    case "callback queued": return `queued: ${event.name}`;
    case "callback run": return `callback: ${event.name}`;
    case "callback cancelled": return `taken out of the queue: ${event.name}`;
    case "timer set": return `timer set: ${event.name}, ${seconds(event.delay ?? 0)}`;
    case "timer cancelled": return `timer not needed any more: ${event.name}`;
    case "timer run": return `timer: ${event.name} is over`;
    case "round": return `round ${event.round} of the event loop`;
    case "loop closed": return "the event loop is closed";
    case "output": return `${event.stream === "stderr" ? "error output" : "output"}: ${(event.text ?? "").trimEnd()}`;
    case "line": return `line ${event.line}`;
    case "expression": return `line ${event.line}: ${event.source} ${event.error ? `raises ${event.error}` : `is ${event.value}${takenFrom(event)}`}`;
    case "spilled": return `line ${event.line}: ${event.source} is kept as ${event.spill}: ${event.value}`;
    case "loop error": return `event loop: ${event.message ?? ""} ${event.error ?? ""}`;
    case "deadlock": return deadlock(event, all);
    case "never retrieved": return `nobody has asked for the exception of ${task(event.of)}: ${event.error}`;
    case "lost": return event.count === undefined ? (event.why ?? "") : `${event.count} events could not be told`;
    case "operation": return `${event.name} is called${event.task ? ` by ${task(event.task)}` : ""}`;
    case "waiting": return `${task(event.of)} waits for ${event.what}${line}`;
    case "threads": return "where the threads stand";
    case "end": return event.why ?? "end";
  }
  return event.event;
}

function deadlock(event: TraceEvent, all: Overview): string {
  const held = (event.waits ?? []).filter((each) => each.holders?.length).slice(0, MOST_HELD);
  const told = held.map((each) => `; ${taskName(all, each.of)} waits for ${each.what}, ${heldBy(all, each)}`);
  return `deadlock: nothing can wake ${(event.tasks ?? []).map((id) => taskName(all, id)).join(", ")}${told.join("")}`;
}

/** Who holds what a task of a deadlock waits for. */
export function heldBy(all: Overview, stuck: Stuck | undefined): string {
  const names = (stuck?.holders ?? []).map((id) => taskName(all, id));
  return names.length ? `held by ${names.join(", ")}` : "";
}

export function fileName(path: string): string {
  return path.startsWith("<") ? path : (path.split("/").at(-1) ?? path);
}

/** Where a value was kept during a suspension; what a suspension itself gives was not. */
export function takenFrom(event: TraceEvent): string {
  return event.spill && !/^\(?(await|yield)\b/.test(event.source ?? "") ? `, kept as ${event.spill} until now` : "";
}

function given(event: TraceEvent): string {
  if (event.how === "close") return ", closed by GeneratorExit";
  if (event.how === "throw") return `, ${event.value} thrown in`;
  return event.value ? `, gets ${event.value}` : "";
}
