// What is known of the program after an event: made by folding the events, in order.

import { taskTitle, type Kept, type Ready, type Stuck, type Trace, type TraceEvent, type Wait } from "./events";

export type Status = "created" | "running" | "suspended" | "done" | "failed" | "cancelled" | "closed";

export interface Thing {
  id: number;
  name: string;
  kind: string;
  status: Status;
  fn: number;
  state: number;
  /** Where it stands; 0: nowhere any more. */
  line: number;
  on: Wait | null;
  kept: Kept[];
  vars: Record<string, string>;
  changed: string[];
  result: string;
  /** Of a task: its coroutine, 0 if that is none of the program's. */
  object: number;
  /** Who has made or resumed it. */
  by: number;
  /** Of an object: the task that has resumed it last. */
  task: number;
}

export interface Timer {
  id: number;
  name: string;
  /** Microseconds of the trace. */
  due: number;
  future: number;
}

export interface Loop {
  round: number;
  ready: Ready[];
  timers: Timer[];
  /** The futures of the timers that are over, and run in this round, by the timers' numbers. */
  over: Map<number, number>;
}

export interface World {
  index: number;
  time: number;
  thread: number;
  objects: Map<number, Thing>;
  tasks: Map<number, Thing>;
  /** By thread: the objects that run, outermost first. */
  running: Map<number, number[]>;
  /** By number. */
  loops: Map<number, Loop>;
  /** By thread: the number of the loop that runs in it. */
  inThread: Map<number, number>;
  task: number;
  /** The task whose step begins with this event, before its coroutine runs; 0 if none. */
  stepping: number;
  current: number;
  outputs: number;
  /** The tasks of a deadlock, until the loop goes on. */
  stuck: Stuck[];
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
    index: -1, time: 0, thread: 0, objects: new Map(), tasks: new Map(), running: new Map(), loops: new Map(), inThread: new Map(),
    task: 0, stepping: 0, current: 0, outputs: 0, stuck: [], line: null, expression: null, over: [],
  };
}

function thing(id: number, name: string, kind: string): Thing {
  return {
    id, name, kind, status: "created", fn: 0, state: 0, line: 0, on: null, kept: [], vars: {}, changed: [], result: "",
    object: 0, by: 0, task: 0,
  };
}

function copy(world: World): World {
  const things = (map: Map<number, Thing>) => new Map([...map].map(([key, each]) => [key, { ...each }]));
  const [objects, tasks] = [things(world.objects), things(world.tasks)];
  const over = world.over.map((each) => (each.kind === "task" ? tasks : objects).get(each.id) ?? each);
  const running = new Map([...world.running].map(([key, each]) => [key, [...each]]));
  const loops = new Map([...world.loops].map(([key, each]) => [key, { ...each, ready: [...each.ready], timers: [...each.timers], over: new Map(each.over) }]));
  return { ...world, objects, tasks, over, running, loops, inThread: new Map(world.inThread) };
}

/** What is over is known for a while; what is known is bounded by what is alive, however long the run. */
function end(world: World, thing: Thing): void {
  thing.line = 0;
  thing.on = null;
  world.over.push(thing);
  if (world.over.length <= OVER_KEPT) return;
  const oldest = world.over.shift()!;
  const map = oldest.kind === "task" ? world.tasks : world.objects;
  if (map.get(oldest.id) === oldest) map.delete(oldest.id);
}

/** The frames whose line or variables are others than before. */
function changeFrames(world: World, event: TraceEvent): void {
  for (const each of world.objects.values()) if (each.changed.length) each.changed = [];
  for (const [number, change] of Object.entries(event.frames ?? {})) {
    const object = world.objects.get(Number(number));
    if (!object) continue;
    if (change.line !== undefined) object.line = change.line;
    if (!change.vars) continue;
    object.vars = { ...object.vars };
    for (const [name, value] of Object.entries(change.vars)) {
      if (value === null) delete object.vars[name];
      else object.vars[name] = value;
      object.changed.push(name);
    }
  }
}

function loopOf(world: World, event: TraceEvent): Loop {
  const number = event.loop ?? world.inThread.get(world.thread) ?? 0;
  const loop = world.loops.get(number) ?? { round: 0, ready: [], timers: [], over: new Map<number, number>() };
  world.loops.set(number, loop);
  return loop;
}

function isReady(each: Ready, event: TraceEvent): boolean {
  if (event.event === "task step") return each.task === event.task;
  return (each.callback ?? each.timer ?? 0) === (event.callback ?? event.timer);
}

/** What is ready in the loop and which timers wait, after an event that concerns them. */
function changeLoop(world: World, event: TraceEvent): void {
  if (event.event === "round") world.inThread.set(world.thread, event.loop!);
  if (event.event === "loop closed") {
    world.loops.delete(event.loop!);
    return;
  }
  if (event.event.endsWith(" cancelled")) {
    for (const each of world.loops.values()) {
      each.timers = each.timers.filter((one) => one.id !== event.timer);
      each.ready = each.ready.filter((one) => (one.timer ?? one.callback ?? 0) !== (event.timer ?? event.callback));
    }
    return;
  }
  const loop = loopOf(world, event);
  switch (event.event) {
    case "round":
      loop.round = event.round!;
      loop.ready = event.ready ?? [];
      if (event.timers) {
        const known = event.timers.map(([id, due, name]) => ({ id, name, due, future: 0 }));
        loop.timers = known.map((each) => loop.timers.find((one) => one.id === each.id) ?? each);
      }
      loop.over = new Map(loop.timers.filter((each) => loop.ready.some((one) => one.timer === each.id)).map((each) => [each.id, each.future]));
      loop.timers = loop.timers.filter((each) => !loop.over.has(each.id));
      break;
    case "task scheduled":
      loop.ready = [...loop.ready, { task: event.of }];
      if (event.callback) loop.over.delete(event.callback);
      break;
    case "callback queued":
      loop.ready = [...loop.ready, { callback: event.callback, name: event.name }];
      break;
    case "task step":
    case "callback run":
    case "timer run": {
      const at = loop.ready.findIndex((each) => isReady(each, event));
      if (at >= 0) loop.ready = loop.ready.toSpliced(at, 1);
      break;
    }
    case "timer set": {
      const timer = { id: event.timer!, name: event.name!, due: event.due!, future: event.future ?? 0 };
      const at = loop.timers.findIndex((each) => each.due > timer.due);
      loop.timers = loop.timers.toSpliced(at < 0 ? loop.timers.length : at, 0, timer);
      break;
    }
  }
}

const OF_LOOPS = new Set([
  "round", "task scheduled", "callback queued", "task step", "callback run", "timer run", "callback cancelled", "timer set",
  "timer cancelled", "loop closed",
]);

/** Let `event` have happened. */
export function apply(world: World, event: TraceEvent): void {
  world.index += 1;
  world.time = event.t;
  world.task = event.task ?? 0;
  world.thread = event.thread ?? 0;
  world.stepping = event.event === "task step" ? world.task : 0;
  if (event.event === "created") create(world, event);
  const object = event.object === undefined ? undefined : world.objects.get(event.object);
  changeFrames(world, event);
  if (OF_LOOPS.has(event.event)) changeLoop(world, event);
  if (event.event === "deadlock") world.stuck = event.waits ?? [];
  else if (OF_LOOPS.has(event.event)) world.stuck = [];
  if (event.event.startsWith("task ") || event.event === "switch") changeTask(world, event);
  else if (object) changeObject(world, object, event);
  if (event.event === "output") world.outputs += 1;
  const evaluated = event.event === "expression" || event.event === "spilled";
  if (evaluated || event.event === "line") world.line = { file: event.file!, line: event.line! };
  else if (event.object !== undefined) world.line = null;
  world.expression = evaluated ? event : null;
}

function create(world: World, event: TraceEvent): void {
  const made = thing(event.object!, event.name!, event.kind!);
  made.fn = event.function!;
  made.by = event.by ?? 0;
  world.objects.set(made.id, made);
}

function changeObject(world: World, object: Thing, event: TraceEvent): void {
  const running = world.running.get(world.thread) ?? [];
  world.running.set(world.thread, running);
  switch (event.event) {
    case "started":
    case "resumed":
      running.push(object.id);
      world.current = object.id;
      object.status = "running";
      object.on = null;
      object.by = event.by ?? 0;
      object.task = world.task;
      object.line = event.line ?? object.line;
      object.state = event.state ?? object.state;
      break;
    case "entered":
      object.state = event.state!;
      object.line = event.line ?? object.line;
      world.current = object.id;
      break;
    case "suspended":
      leave(world, running, object.id);
      object.status = "suspended";
      object.on = event.on ?? null;
      object.kept = event.kept ?? [];
      object.state = event.state!;
      object.line = event.line ?? object.line;
      object.result = event.value ?? "";
      break;
    case "returned":
    case "raised":
    case "closed":
    case "dropped":
      leave(world, running, object.id);
      object.status = event.event === "returned" ? "done" : event.event === "raised" ? "failed" : "closed";
      object.result = event.error ?? event.value ?? "";
      end(world, object);
      break;
    case "expression":
    case "spilled":
    case "line":
      object.line = event.line!;
      if (event.spill) object.kept = object.kept.filter((each) => each.spill !== event.spill);
      if (event.event === "spilled") {
        object.kept = [...object.kept, { spill: event.spill!, source: event.source!, value: event.value! }];
      }
      break;
  }
}

function leave(world: World, running: number[], object: number): void {
  const at = running.lastIndexOf(object);
  if (at >= 0) running.length = at;
  world.current = object;
}

function changeTask(world: World, event: TraceEvent): void {
  switch (event.event) {
    case "task created": {
      const made = thing(event.of!, event.name ?? "", "task");
      made.object = event.object ?? 0;
      made.by = event.task ?? 0;
      made.name = taskTitle(event.name!, world.objects.get(made.object)?.name ?? event.coroutine!);
      world.tasks.set(made.id, made);
      break;
    }
    case "task named": {
      const named = world.tasks.get(event.of!);
      if (named) named.name = taskTitle(event.name!, world.objects.get(named.object)?.name ?? "");
      break;
    }
    case "task step":
      setTask(world, event.task, "running");
      break;
    case "switch":
      if (event.before && world.tasks.get(event.before)?.status === "running") setTask(world, event.before, "suspended");
      if (event.task) setTask(world, event.task, "running");
      break;
    case "task done": {
      setTask(world, event.task, event.error ? "failed" : event.cancelled ? "cancelled" : "done");
      const done = world.tasks.get(event.task ?? 0);
      if (done) (done.result = event.error ?? event.value ?? ""), end(world, done);
      break;
    }
  }
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
