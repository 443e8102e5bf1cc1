import { render } from "preact";
import { App, look } from "./app";
import { Trace } from "./events";
import { overview } from "./lanes";
import { followScheme } from "./scheme";
import "./style.css";
import { emptyWorld, apply, Worlds } from "./world";

const AT_ONCE = 400; // milliseconds in which a trace of some 50,000 events is read

/** For tests and for pages around this one: what is known after an event, as plain data. */
function moments(trace: Trace): unknown[] {
  const { all, more } = overview(trace);
  more(Infinity);
  const world = emptyWorld();
  const found = [];
  for (let index = 0; index < trace.length; index++) {
    apply(world, trace.at(index));
    const { lane, chain, object } = look(world, all, trace.at(index), "", 0);
    found.push({
      n: trace.at(index).n, running: [...(world.running.get(world.thread) ?? [])],
      objects: Object.fromEntries([...world.objects].map(([id, each]) => [id, { name: each.name, status: each.status, line: each.line, vars: each.vars }])),
      loops: Object.fromEntries([...world.loops].map(([number, each]) => [number, {
        ready: each.ready.map((one) => one.task ?? one.callback ?? one.timer), timers: each.timers.map((one) => one.id),
      }])),
      lane: lane?.name, chain: chain.map((each) => [each.kind, each.object, each.name, each.line]), object: object?.id,
    });
  }
  return found;
}

followScheme();
const trace = new Trace(document);
const root = document.getElementById("viewer")!;
Object.assign(window, { minicoro: { moments: (from: ParentNode = document) => moments(new Trace(from)) } });
if (trace.length === 0) {
  root.textContent = "This page holds no trace. It is written by: minicoro trace --html OUT FILE";
} else {
  const { all, more } = overview(trace);
  more(AT_ONCE);
  document.title = `${all.program} · minicoro`;
  render(<App trace={trace} all={all} more={more} worlds={new Worlds(trace)} />, root);
}
