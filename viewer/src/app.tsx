// The page: which moment and which lane are looked at, the controls, and the panels.

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Trace } from "./events";
import type { Overview } from "./lanes";
import { Machine } from "./machine";
import { AwaitChain, EventList, Frame, Loop, Output, Source } from "./panels";
import { Timeline } from "./timeline";
import { words } from "./words";
import type { Worlds } from "./world";

interface Props {
  trace: Trace;
  all: Overview;
  more: (milliseconds: number) => void;
  worlds: Worlds;
}

const SLICE = 25; // milliseconds: the page answers in between

function stepOfHash(trace: Trace): number {
  const found = /step=(\d+)/.exec(location.hash);
  return found ? clamp(Number(found[1]) - 1, trace.length) : 0;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

/** The first number in a sorted list beyond `from`, in one direction; `from` itself if there is none. */
export function beyond(sorted: number[], from: number, forwards: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (forwards ? sorted[middle] <= from : sorted[middle] < from) low = middle + 1;
    else high = middle;
  }
  return (forwards ? sorted[low] : sorted[low - 1]) ?? from;
}

export function App({ trace, all, more, worlds }: Props) {
  const [index, setIndex] = useState(() => stepOfHash(trace));
  const [chosen, setChosen] = useState<string>("");
  const [help, setHelp] = useState(false);
  const [read, setRead] = useState(all.read);
  useEffect(() => {
    if (read === trace.length) return;
    const next = setTimeout(() => (more(SLICE), setRead(all.read)), 0);
    return () => clearTimeout(next);
  }, [read, all, more, trace]);
  const world = worlds.at(index);
  const event = trace.at(index);
  const follow = event.task || (event.event === "switch" && event.before) ? `task ${event.task ?? event.before}` : event.of && event.event.startsWith("task") ? `task ${event.of}` : event.object ? `object ${event.object}` : "";
  const lane = all.byKey.get(chosen || follow) ?? all.byKey.get(follow) ?? all.lanes[0];

  const go = useCallback((to: number) => setIndex(clamp(to, trace.length)), [trace]);
  useEffect(() => {
    const moved = () => setIndex(stepOfHash(trace));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, [trace]);
  useEffect(() => {
    try {
      history.replaceState(null, "", `#step=${index + 1}`);
    } catch {
      // inside of a notebook: a frame without an address of its own
    }
  }, [index]);

  const actions = useMemo(
    () => ({
      first: () => go(0),
      back: () => go(index - 1),
      forward: () => go(index + 1),
      last: () => go(trace.length - 1),
      suspension: () => go(beyond(all.suspensions, index, true)),
      suspensionBack: () => go(beyond(all.suspensions, index, false)),
      own: () => lane && go(beyond(lane.events, index, true)),
      ownBack: () => lane && go(beyond(lane.events, index, false)),
      lane: (by: number) => {
        const at = all.lanes.indexOf(lane);
        setChosen(all.lanes[clamp(at + by, all.lanes.length)]?.key ?? "");
      },
    }),
    [index, lane, go, all, trace],
  );

  useEffect(() => {
    const pressed = (key: KeyboardEvent) => {
      const target = key.target as HTMLElement;
      if (key.ctrlKey || key.metaKey || key.altKey || target.tagName === "INPUT" || target.closest("[data-own-keys]")) return;
      const act = KEYS[key.shiftKey ? `shift ${key.key}` : key.key];
      if (act === undefined && key.key !== "?" && key.key !== "Escape") return;
      if (key.key === "?") setHelp(!help);
      else if (key.key === "Escape") (setHelp(false), setChosen(""));
      else if (act === "up" || act === "down") actions.lane(act === "up" ? -1 : 1);
      else actions[act as "first"]();
      key.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [actions, help]);

  const shown = lane?.kind === "task" ? innermost(world, lane.object) : (lane?.id ?? world.current);
  const object = world.objects.get(shown) ?? (chosen || lane?.kind === "task" ? undefined : world.objects.get(world.current));
  const told = words(event, world, all);

  return (
    <div class="page">
      <header>
        <h1>{all.program}</h1>
        <div class="controls" role="toolbar" aria-label="Step through the run">
          <button onClick={actions.first} aria-label="First event" title="First event (Home)">|◀</button>
          <button onClick={actions.suspensionBack} title="Previous suspension (Shift ←)">◀◀ suspension</button>
          <button id="back" onClick={actions.back} disabled={index === 0} title="Step back (←)">◀ back</button>
          <button id="forward" onClick={actions.forward} disabled={index === trace.length - 1} title="Step (→)">step ▶</button>
          <button id="suspension" onClick={actions.suspension} title="Next suspension (Shift →)">suspension ▶▶</button>
          <button onClick={actions.ownBack} title="Previous event of the lane (p)">◀ of this lane</button>
          <button id="own" onClick={actions.own} title="Next event of the lane (n)">of this lane ▶</button>
          <button onClick={actions.last} aria-label="Last event" title="Last event (End)">▶|</button>
          <button onClick={() => setHelp(!help)} aria-expanded={help} title="Keys (?)">?</button>
        </div>
      </header>
      {help && <Help />}
      <input
        class="slider" type="range" min={1} max={trace.length} value={index + 1} aria-label="Moment of the run"
        aria-valuetext={`event ${index + 1} of ${trace.length}: ${told}`}
        onInput={(change) => go(Number((change.target as HTMLInputElement).value) - 1)}
      />
      <p class="told" role="status" aria-live="polite">
        <b>{index + 1}</b> of {trace.length} · {(event.t / 1000).toFixed(1)} ms · <span id="told">{told}</span>
        {read < trace.length && <span class="reading"> · reading the lanes: {Math.floor((100 * read) / trace.length)} %</span>}
      </p>
      <Timeline all={all} index={index} length={trace.length} lane={lane} onLane={(key) => setChosen(key)} onSeek={go} />
      <main>
        <Source all={all} world={world} object={object} />
        <div class="column">
          <Frame object={object} />
          <AwaitChain all={all} world={world} object={object} lane={lane} />
          <Loop world={world} all={all} />
        </div>
        <div class="column">
          <Machine all={all} object={object} />
          <Output all={all} index={index} />
          <EventList trace={trace} all={all} index={index} worlds={worlds} onSeek={go} />
        </div>
      </main>
    </div>
  );
}

const KEYS: Record<string, string> = {
  ArrowRight: "forward", ArrowLeft: "back", "shift ArrowRight": "suspension", "shift ArrowLeft": "suspensionBack",
  n: "own", p: "ownBack", Home: "first", End: "last", ArrowUp: "up", ArrowDown: "down",
};

function Help() {
  const rows = [
    ["← →", "one event back or forward"], ["Shift ← →", "previous or next suspension"],
    ["p n", "previous or next event of the chosen lane"], ["↑ ↓", "choose a lane"],
    ["Esc", "let the lane follow the events again"], ["Home End", "first or last event"],
    ["blue arrow", "wakes"], ["red arrow", "cancels"], ["grey arrow", "makes"], ["red dot", "ends by an exception, or is cancelled"],
    ["‖", "suspends here; beside a line, how many do"],
  ];
  return (
    <dl class="help">
      {rows.map(([key, what]) => (
        <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>
      ))}
    </dl>
  );
}

function innermost(world: ReturnType<Worlds["at"]>, object: number): number {
  const seen = new Set<number>();
  let at = object;
  for (;;) {
    seen.add(at);
    const below = [...world.running].reverse().find((each) => each !== at && world.objects.get(each)?.by === at && !seen.has(each));
    const next = world.objects.get(at)?.on?.object ?? below;
    if (next === undefined || seen.has(next) || !world.objects.has(next)) return at;
    at = next;
  }
}
