// Events in words, for the list of events and for screen readers.

import type { TraceEvent, Wait } from "./events";
import type { Overview } from "./lanes";
import type { World } from "./world";

export function seconds(time: number): string {
  if (Math.abs(time) >= 1) return `${+time.toPrecision(3)} s`;
  if (Math.abs(time) >= 1e-3) return `${+(time * 1e3).toPrecision(3)} ms`;
  return time ? `${+(time * 1e6).toPrecision(3)} µs` : "0 s";
}

export function taskName(world: World, id: number | undefined, all?: Overview): string {
  return world.tasks.get(id ?? 0)?.name ?? all?.byKey.get(`task ${id}`)?.name ?? (id ? `task ${id}` : "the program");
}

export function objectName(world: World, id: number | undefined, all?: Overview): string {
  return world.objects.get(id ?? 0)?.name ?? all?.names.get(id ?? 0) ?? `object ${id}`;
}

export function waiting(world: World, all: Overview, on: Wait): string {
  if (on.object !== undefined) return objectName(world, on.object, all);
  if (on.task !== undefined) return taskName(world, on.task, all);
  const delay = all.timers.get(on.future ?? -1);
  const through = on.through?.at(-1) ?? "";
  if (delay !== undefined) return `${through || "timer"}: timer of ${seconds(delay)}`;
  return through || (on.what ?? "?");
}

export function words(event: TraceEvent, world: World, all: Overview): string {
  const object = objectName(world, event.object, all);
  const line = event.line ? ` at line ${event.line}` : "";
  switch (event.event) {
    case "trace": return `trace of ${(event.program ?? []).join(" ")}`;
    case "source": return `source of ${event.file}`;
    case "function": return `function ${event.name} is met`;
    case "created": return `${event.kind} ${event.name} is made${event.at ? ` at line ${event.at[1]}` : ""}`;
    case "started": return `${object} starts${event.how ? `, by ${event.how} ${event.value ?? ""}` : ""}`;
    case "resumed": return `${object} resumes${line}${given(event)}`;
    case "entered": return `${object} enters state ${event.state}${line}`;
    case "suspended":
      return `${object} suspends${line}, ${event.on ? `waiting for ${waiting(world, all, event.on)}` : `giving ${event.value ?? "None"}`}`;
    case "returned": return `${object} returns ${event.value}`;
    case "raised": return `${object} raises ${event.error}`;
    case "closed": return `${object} is closed before it started`;
    case "dropped": return `${object} is dropped: it was never awaited`;
    case "task created": return `${taskName(world, event.of, all)} is made by ${taskName(world, event.task, all)}`;
    case "task named": return `a task is named ${event.name}`;
    case "task scheduled":
      return `${taskName(world, event.of, all)} is ${event.future !== undefined ? `woken${event.by ? ` by ${taskName(world, event.by, all)}` : ""}` : "scheduled"}`;
    case "task cancelled": return `${taskName(world, event.of, all)} is asked to cancel${event.by ? ` by ${taskName(world, event.by, all)}` : ""}`;
    case "task step": return `${taskName(world, event.task, all)} takes a step`;
    case "task done":
      return `${taskName(world, event.task, all)} ${event.error ? `fails: ${event.error}` : event.cancelled ? "is cancelled" : `is done: ${event.value}`}`;
    case "switch": return event.task ? `switch to ${taskName(world, event.task, all)}` : `${taskName(world, event.before, all)} gives the loop back`;
    case "callback queued": return `callback ${event.name} is queued`;
    case "callback run": return `callback ${event.name} runs`;
    case "timer set": return `timer of ${seconds(event.delay ?? 0)} is set`;
    case "timer cancelled": return "a timer is cancelled";
    case "timer run": return `timer runs ${event.name}`;
    case "round": return `round ${event.round} of the event loop`;
    case "output": return `${event.stream === "stderr" ? "error output" : "output"}: ${(event.text ?? "").trimEnd()}`;
    case "line": return `line ${event.line}`;
    case "expression": return `line ${event.line}: ${event.source} ${event.error ? `raises ${event.error}` : `is ${event.value}${takenFrom(event)}`}`;
    case "spilled": return `line ${event.line}: ${event.source} is kept as ${event.spill}: ${event.value}`;
    case "loop error": return `event loop: ${event.message ?? ""} ${event.error ?? ""}`;
    case "deadlock": return `deadlock: nothing can wake ${(event.tasks ?? []).map((id) => taskName(world, id, all)).join(", ")}`;
    case "end": return event.why ?? "end";
  }
  return event.event;
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
