// What there is to see at one moment: the chain of awaits with each frame's line, what a task does, the loop.

import type { Overview } from "./lanes";
import { heldBy, seconds, taskName } from "./words";
import type { Loop, Thing, World } from "./world";

/** One link of a chain of awaits, the outermost first. */
export interface Link {
  /** The object; 0 for a library's coroutine, and for what is waited for at the end. */
  object: number;
  name: string;
  file: string;
  line: number;
  status: string;
  kind: "frame" | "library" | "wait";
  /** Of what is waited for: when it will be there. */
  note: string;
  /** Of what is waited for: the task, if it is one. */
  task: number;
  /** Of a frame: it has done its line, and has entered a state without one: it is about to return, say. */
  past: boolean;
}

/** The object that a task runs; 0 if none of the program is known in it. */
export function rootOf(world: World, task: Thing | undefined): number {
  if (!task || !isAlive(task)) return 0;
  const own = world.objects.get(task.object);
  if (own) return isAlive(own) ? own.id : 0;
  for (const each of world.objects.values()) {
    if (each.task === task.id && isAlive(each) && !world.objects.has(each.by)) return each.id;
  }
  return 0;
}

export function isAlive(thing: Thing): boolean {
  return !["done", "failed", "cancelled", "closed"].includes(thing.status);
}

/** The outermost object of the chain that an object is in. */
export function outermost(world: World, object: number): number {
  const seen = new Set<number>();
  let at = object;
  while (!seen.has(at)) {
    seen.add(at);
    const running = [...world.running.values()].find((each) => each.includes(at));
    if (running) return running[0];
    for (const each of world.objects.values()) {
      if (each.on?.object === at && !seen.has(each.id)) {
        at = each.id;
        break;
      }
    }
    const by = world.objects.get(world.objects.get(at)?.by ?? 0);
    if (seen.has(at) && by?.status === "running" && world.current === at) at = by.id;
  }
  return at;
}

/** The chain from an object down to what it waits for, or to what runs. */
export function chainFrom(world: World, all: Overview, root: number): Link[] {
  const links: Link[] = [];
  const seen = new Set<number>();
  let at = world.objects.get(root);
  while (at && isAlive(at) && !seen.has(at.id)) {
    seen.add(at.id);
    links.push(frameLink(all, at));
    if (at.status === "running") {
      at = world.objects.get(driven(world, at.id, seen));
      continue;
    }
    if (!at.on) break;
    const inner: Thing | undefined = world.objects.get(at.on.object ?? 0);
    if (at.on.object === undefined) {
      links.push(waitLink(world, all, at));
      break;
    }
    for (const name of (at.on.through ?? []).filter(isPublic)) {
      links.push({ object: 0, name, file: "", line: 0, status: "", kind: "library", note: "", task: 0, past: false });
    }
    at = inner;
  }
  return links;
}

/** Whether a coroutine of the library is one that people call: its helpers begin with "_", unless Python itself calls them. */
function isPublic(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return !/^(_|<)/.test(last) || /^__\w+__$/.test(last);
}

function frameLink(all: Overview, thing: Thing): Link {
  const fn = all.functions.get(thing.fn);
  const state = thing.state ? fn?.states.find((each) => each.state === thing.state) : undefined;
  const past = thing.status === "running" && state !== undefined && !state.exit[0] && !state.steps?.some(([line]) => line);
  return { object: thing.id, name: thing.name, file: fn?.file ?? "", line: thing.line, status: thing.status, kind: "frame", note: "", task: 0, past };
}

/** Where a frame stands, in words. */
export function atLine(frame: Link): string {
  return `${frame.past ? "after line" : "line"} ${frame.line}`;
}

/** What a running object drives: the next of those that run, or what has suspended just now and is still in its hands. */
function driven(world: World, object: number, seen: Set<number>): number {
  for (const running of world.running.values()) {
    const at = running.lastIndexOf(object);
    if (at >= 0 && at + 1 < running.length) return running[at + 1];
    if (at >= 0 && world.objects.get(world.current)?.by === object && !seen.has(world.current)) return world.current;
  }
  return 0;
}

function waitLink(world: World, all: Overview, thing: Thing): Link {
  const on = thing.on!;
  const loop = loopOf(world);
  const timer = on.future === undefined ? undefined : loop?.timers.find((each) => each.future === on.future);
  const left = timer ? (timer.due - world.time) / 1e6 : 0;
  const over = loop?.ready.some((each) => each.task === thing.task && thing.task !== 0);
  const fired = on.future !== undefined && [...(loop?.over.values() ?? [])].includes(on.future);
  const holders = heldBy(all, world.stuck.find((each) => each.of === thing.task));
  const note = over ? "(that is over: the task is ready to go on)" : fired ? "its time is over, and the task becomes ready in this round" : timer ? `due at ${seconds(timer.due / 1e6)}, ${left > 0 ? `in ${seconds(left)}` : "now"}` : holders;
  const name = on.task !== undefined && !on.through ? taskName(all, on.task) : (on.name ?? on.what ?? "?");
  return { object: 0, name, file: "", line: 0, status: over ? "waited" : "waits", kind: "wait", note, task: on.task ?? 0, past: false };
}

/** The event loop of the thread that the moment is in; the only one, if that has none. */
export function loopOf(world: World): Loop | undefined {
  return world.loops.get(world.inThread.get(world.thread) ?? 0) ?? (world.loops.size === 1 ? [...world.loops.values()][0] : undefined);
}

/** What a task does, in a few words. */
export function taskState(world: World, all: Overview, task: Thing): string {
  if (task.status === "done") return task.result && task.result !== "None" ? `is done: ${task.result}` : "is done";
  if (task.status === "failed") return `has failed: ${task.result}`;
  if (task.status === "cancelled") return "is cancelled";
  const chain = chainFrom(world, all, rootOf(world, task));
  const frame = chain.findLast((each) => each.kind === "frame");
  const place = frame ? ` in ${frame.name}, ${atLine(frame)}` : "";
  const wait = chain.findLast((each) => each.kind === "wait");
  const waits = wait ? `: it waits for ${wait.name}${wait.note ? ` (${wait.note})` : ""}` : "";
  if (world.stepping === task.id) return `is about to go on${place}`;
  // A thrown exception resumes the innermost frame alone: those around it stay suspended meanwhile.
  const inside = chain.some((each) => each.kind === "frame" && each.status === "running");
  if (task.status === "running" && (inside || chain[0]?.status !== "suspended")) {
    return wait ? `is about to be suspended${place}${waits}` : `runs${place}`;
  }
  if ([...world.loops.values()].some((loop) => loop.ready.some((each) => each.task === task.id))) {
    return `is ready: it goes on${place} at its turn`;
  }
  if (wait) return `is suspended${place}${waits}`;
  return task.status === "created" ? "has not started" : `is suspended${place}`;
}

/** What an object that no task drives does. */
export function objectState(world: World, all: Overview, object: Thing): string {
  if (object.status === "done") return `has returned ${object.result}`;
  if (object.status === "failed") return `has ended with ${object.result}`;
  if (object.status === "closed") return "is closed";
  if (object.status === "created") return "has not started";
  const wait = chainFrom(world, all, object.id).findLast((each) => each.kind === "wait");
  const line = object.line ? `, line ${object.line}` : "";
  if (object.status === "running") return `runs${line}`;
  return `is suspended${line}${wait ? `: it waits for ${wait.name}` : object.result ? `: it has given ${object.result}` : ""}`;
}
