// What the address says: which moment, and which panels.
//
//   #step=60                      an event by its number, which may change between runs
//   #task=Task-2&line=12&visit=3  the third time that this task comes to line 12: the same moment in each run
//   #panels=code,lanes            only these panels, without the page around them: to embed
//   #theme=dark                   in these colours, not in those of the system

import type { Trace, TraceEvent } from "./events";

export const PANELS = ["controls", "lanes", "code", "chain", "variables", "tasks", "loop", "machine", "output", "events"] as const;
export type Panel = (typeof PANELS)[number];

export interface Address {
  step: number | null;
  task: string;
  line: number;
  visit: number;
  panels: Panel[] | null;
  theme: string;
}

export function parse(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const number = (name: string) => Number(/^\d+$/.exec(fields.get(name) ?? "")?.[0] ?? 0);
  const panels = fields.get("panels")?.split(",").filter((each): each is Panel => (PANELS as readonly string[]).includes(each));
  return {
    step: number("step") || null,
    task: fields.get("task") ?? "",
    line: number("line"),
    visit: number("visit") || 1,
    panels: panels?.length ? panels : null,
    theme: fields.get("theme") ?? "",
  };
}

/** An address of this moment with the same panels and colours. */
export function withStep(address: Address, index: number): string {
  const panels = address.panels ? `&panels=${address.panels.join(",")}` : "";
  return `#step=${index + 1}${panels}${address.theme ? `&theme=${encodeURIComponent(address.theme)}` : ""}`;
}

/** Whether an event is one at which a task, or the program, comes to a line. */
function comes(event: TraceEvent, names: Map<number, string>, task: string, line: number): boolean {
  if (line && event.line !== line) return false;
  if (!["started", "resumed", "entered", "suspended", "line", "expression"].includes(event.event)) return false;
  return !task || (names.get(event.task ?? 0) ?? "") === task;
}

function named(names: Map<number, string>, event: TraceEvent): void {
  if (event.event === "task created" || event.event === "task named") names.set(event.of!, event.name ?? "");
}

/** The index that an address stands for; null if there is no such moment. */
export function find(trace: Trace, address: Address): number | null {
  if (address.step) return Math.min(address.step, trace.length) - 1;
  if (!address.task && !address.line) return null;
  const names = new Map<number, string>();
  let left = address.visit;
  for (let index = 0; index < trace.length; index++) {
    const event = trace.at(index);
    named(names, event);
    if (comes(event, names, address.task, address.line) && --left === 0) return index;
  }
  return null;
}

/** An address by task and line for the moment at `index`, or by number where no task is at a line. */
export function lasting(trace: Trace, index: number): string {
  const names = new Map<number, string>();
  const event = trace.at(index);
  if (!event.line || !event.task) return `#step=${index + 1}`;
  let visit = 0;
  for (let at = 0; at <= index; at++) named(names, trace.at(at));
  const task = names.get(event.task) ?? "";
  const then = new Map<number, string>();
  for (let at = 0; at <= index; at++) {
    const each = trace.at(at);
    named(then, each);
    if (comes(each, then, task, event.line)) visit += 1;
  }
  if (!task || !visit) return `#step=${index + 1}`;
  return `#task=${encodeURIComponent(task)}&line=${event.line}&visit=${visit}`;
}
