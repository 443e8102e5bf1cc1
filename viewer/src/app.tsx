// The page: which moment and which lane are looked at, the controls, and the panels.

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { type Address, find, lasting, type Panel, parse, withStep } from "./address";
import type { Trace, TraceEvent } from "./events";
import { type Lane, type Overview, shownLanes } from "./lanes";
import { Machine } from "./machine";
import { chainFrom, objectState, outermost, rootOf, taskState } from "./moment";
import { AwaitChain, EventList, Frame, Loop, Output, Source, Tasks } from "./panels";
import { picture } from "./picture";
import { Timeline } from "./timeline";
import { seconds, words } from "./words";
import type { World, Worlds } from "./world";

interface Props {
  trace: Trace;
  all: Overview;
  more: (milliseconds: number) => void;
  worlds: Worlds;
}

const SLICE = 25; // milliseconds: the page answers in between
const PACE = 600; // milliseconds from event to event when the run is played

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

/** The lane that an event is of. */
function laneOf(event: TraceEvent): string {
  if (event.of && event.event.startsWith("task")) return `task ${event.of}`;
  if (event.task || (event.event === "switch" && event.before)) return `task ${event.task ?? event.before}`;
  return event.object ? `object ${event.object}` : "";
}

/** What is looked at, at a moment: the lane, its chain of awaits, and one frame of that. */
export function look(world: World, all: Overview, event: TraceEvent, chosen: string, picked: number) {
  const follow = laneOf(event);
  const lane: Lane | undefined = all.byKey.get(chosen || follow) ?? all.byKey.get(follow) ?? all.byKey.get(`task ${event.before ?? 0}`) ?? all.lanes[0];
  const root = lane?.kind === "task" ? rootOf(world, world.tasks.get(lane.id)) : lane ? outermost(world, lane.id) : world.current;
  const chain = chainFrom(world, all, root);
  const frames = chain.filter((each) => each.kind === "frame");
  const ended = !chosen && event.object !== undefined && !frames.some((each) => each.object === event.object) ? world.objects.get(event.object) : undefined;
  const over = ended && ended.line === 0 ? ended : undefined;
  const frame = frames.find((each) => each.object === picked)?.object ?? frames.at(-1)?.object ?? 0;
  return { lane, chain, object: over ?? world.objects.get(frame) };
}

export function App({ trace, all, more, worlds }: Props) {
  const [address, setAddress] = useState<Address>(() => parse(location.hash));
  const [index, setIndex] = useState(() => find(trace, address) ?? all.first);
  const [chosen, setChosen] = useState<string>("");
  const [picked, setPicked] = useState(0);
  const [help, setHelp] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [moved, setMoved] = useState(address.step !== null);
  const [note, setNote] = useState("");
  const [read, setRead] = useState(all.read);
  useEffect(() => {
    if (read === trace.length) return;
    const next = setTimeout(() => (more(SLICE), setRead(all.read)), 0);
    return () => clearTimeout(next);
  }, [read, all, more, trace]);
  const world = worlds.at(index);
  const event = trace.at(index);
  const { lane, chain, object } = look(world, all, event, chosen, picked);

  const go = useCallback((to: number) => {
    setIndex(clamp(to, trace.length));
    setPicked(0);
    setMoved(true);
    setNote("");
  }, [trace]);
  useEffect(() => {
    const changed = () => {
      const next = parse(location.hash);
      const found = find(trace, next);
      setAddress(next);
      if (found !== null) setIndex(found);
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [trace]);
  useEffect(() => {
    try {
      if (moved) history.replaceState(null, "", withStep(address, index));
    } catch {
      // inside of a notebook: a frame without an address of its own
    }
  }, [index, moved, address]);
  useEffect(() => {
    if (!playing) return;
    if (index === trace.length - 1) return setPlaying(false);
    const next = setTimeout(() => go(index + 1), PACE);
    return () => clearTimeout(next);
  }, [playing, index, go, trace]);

  const actions = useMemo(
    () => ({
      first: () => go(0),
      back: () => go(index - 1),
      forward: () => go(index + 1),
      last: () => go(trace.length - 1),
      suspension: () => go(beyond(all.stops, index, true)),
      suspensionBack: () => go(beyond(all.stops, index, false)),
      own: () => lane && go(beyond(lane.events, index, true)),
      ownBack: () => lane && go(beyond(lane.events, index, false)),
      play: () => setPlaying(!playing),
      lane: (by: number) => {
        const lanes = shownLanes(all, "", lane?.minor ?? false, lane);
        const at = lanes.indexOf(lane!);
        setChosen(lanes[clamp(at + by, lanes.length)]?.key ?? "");
      },
    }),
    [index, lane, go, all, trace, playing],
  );

  useEffect(() => {
    const pressed = (key: KeyboardEvent) => {
      const target = key.target as HTMLElement;
      const typing = ["INPUT", "SELECT"].includes(target.tagName) && !target.classList.contains("slider");
      if (key.ctrlKey || key.metaKey || key.altKey || typing || target.classList.contains("slider") || target.closest("[data-own-keys]")) return;
      if (key.key === " " && target.tagName === "BUTTON") return;
      const act = KEYS[key.shiftKey ? `shift ${key.key}` : key.key];
      if (act === undefined && !["?", "Escape", "/"].includes(key.key)) return;
      if (key.key === "?") setHelp(!help);
      else if (key.key === "/") document.querySelector<HTMLInputElement>(".search")?.focus();
      else if (key.key === "Escape") (setHelp(false), setChosen(""), setPicked(0));
      else if (act === "up" || act === "down") actions.lane(act === "up" ? -1 : 1);
      else actions[act as "first"]();
      key.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [actions, help]);

  const search = (text: string, forwards: boolean) => {
    const wanted = text.trim().toLowerCase();
    for (let away = 1; wanted && away < trace.length; away++) {
      const at = (index + (forwards ? away : trace.length - away)) % trace.length;
      if (words(trace.at(at), all).toLowerCase().includes(wanted)) return go(at);
    }
    setNote(wanted ? `nothing in this run says “${text}”` : "");
  };
  const copyLink = async () => {
    const link = `${location.href.split("#")[0]}${lasting(trace, index)}`;
    setNote(`link to this moment: ${link.slice(link.indexOf("#"))}`);
    await navigator.clipboard?.writeText(link).catch(() => undefined); // which a browser may ask about first
  };

  const told = words(event, all);
  const shows = (panel: Panel) => !address.panels || address.panels.includes(panel);
  const task = lane?.kind === "task" ? world.tasks.get(lane.id) : undefined;
  const laneThing = lane?.kind === "object" ? world.objects.get(lane.id) : undefined;
  const doing = task ? taskState(world, all, task) : laneThing ? objectState(world, all, laneThing) : "";
  return (
    <div class={`page ${address.panels ? "embedded" : ""}`}>
      <header>
        {!address.panels && <h1 title={all.program}>{all.program}</h1>}
        {shows("controls") && (
          <div class="controls" role="toolbar" aria-label="Step through the run">
            <button onClick={actions.first} aria-label="First event" title="First event (Home)">|◀</button>
            <button onClick={actions.suspensionBack} title="Back to where something suspended before (Shift ←)">◀◀</button>
            <button id="back" onClick={actions.back} disabled={index === 0} title="One event back (←)">◀ back</button>
            <button id="play" onClick={actions.play} aria-label={playing ? "Pause" : "Play"} title="Play or pause (space)">{playing ? "❚❚" : "▶︎"}</button>
            <button id="forward" onClick={actions.forward} disabled={index === trace.length - 1} title="One event on (→)">step ▶</button>
            <button id="suspension" onClick={actions.suspension} title="On to where a task suspends next (Shift →)">suspension ▶▶</button>
            <button onClick={actions.last} aria-label="Last event" title="Last event (End)">▶|</button>
            <button class="wide" onClick={actions.ownBack} title="Previous event of the chosen lane (p)">◀ lane</button>
            <button class="wide" id="own" onClick={actions.own} title="Next event of the chosen lane (n)">lane ▶</button>
          </div>
        )}
        {!address.panels && (
          <div class="controls">
            <input
              type="search" class="search" placeholder="search" aria-label="Search the events"
              onKeyDown={(key) => key.key === "Enter" && search((key.target as HTMLInputElement).value, !key.shiftKey)}
            />
            {location.protocol !== "about:" && <button id="link" onClick={copyLink} title="Copy a link to this moment">link</button>}
            <button id="picture" onClick={() => save(picture(world, all, index, told, lane, chain, object))} title="Save this moment as a picture (SVG)">picture</button>
            <button class="keys" onClick={() => setHelp(!help)} aria-expanded={help} title="Keys (?)">? keys</button>
          </div>
        )}
      </header>
      {help && <Help />}
      {!moved && !address.panels && (
        <p class="hint">This page steps through one run of the program, forwards and backwards. Press <kbd>→</kbd> or <b>step ▶</b> for the next event, or <b>suspension ▶▶</b> for the next place where a task waits.</p>
      )}
      {shows("controls") && (
        <input
          class="slider" type="range" min={1} max={trace.length} value={index + 1} aria-label="Moment of the run"
          aria-valuetext={`event ${index + 1} of ${trace.length}: ${told}`}
          onInput={(change) => go(Number((change.target as HTMLInputElement).value) - 1)}
        />
      )}
      <div class="told" role="status" aria-live="polite">
        <p><span class="count">{index + 1} of {trace.length} · {seconds(event.t / 1e6)}</span> <b id="told">{told}</b></p>
        {lane && doing && <p id="doing">{lane.name} {doing}.</p>}
        {note && <p id="note">{note}</p>}
        {read < trace.length && <p class="reading">reading the lanes: {Math.floor((100 * read) / trace.length)} %</p>}
      </div>
      {shows("lanes") && <Timeline trace={trace} all={all} index={index} lane={lane} onLane={(key) => (setChosen(key), setPicked(0))} onSeek={go} />}
      <main>
        {shows("code") && <Source all={all} world={world} object={object} chain={chain} />}
        {(shows("chain") || shows("variables") || shows("tasks") || shows("loop") || shows("output")) && (
          <div class="column">
            {shows("chain") && <AwaitChain all={all} title={lane?.name ?? ""} chain={chain} shown={object?.id ?? 0} onFrame={setPicked} onTask={(key) => (setChosen(key), setPicked(0))} />}
            {shows("variables") && <Frame object={object} native={all.native} />}
            {shows("tasks") && world.tasks.size > 0 && <Tasks all={all} world={world} chosen={lane?.key ?? ""} onTask={(key) => (setChosen(key), setPicked(0))} />}
            {shows("loop") && world.loops.size > 0 && <Loop world={world} all={all} />}
            {shows("output") && <Output all={all} index={index} />}
          </div>
        )}
        {(shows("machine") || shows("events")) && (
          <div class="column">
            {shows("machine") && <Machine all={all} object={object} />}
            {shows("events") && <EventList trace={trace} all={all} index={index} onSeek={go} />}
          </div>
        )}
      </main>
    </div>
  );
}

/** Give a picture to the browser as a file. */
function save(svg: string): void {
  const link = document.createElement("a");
  link.href = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  link.download = "moment.svg";
  link.click();
}

const KEYS: Record<string, string> = {
  ArrowRight: "forward", ArrowLeft: "back", "shift ArrowRight": "suspension", "shift ArrowLeft": "suspensionBack",
  n: "own", p: "ownBack", Home: "first", End: "last", ArrowUp: "up", ArrowDown: "down", " ": "play",
};

function Help() {
  const rows = [
    ["← →", "one event back or on"], ["Shift ← →", "the suspension before or after"], ["space", "play or pause"],
    ["p n", "event of the chosen lane before or after"], ["↑ ↓", "choose a lane"], ["/", "search"],
    ["Esc", "let the lane follow the events again"], ["Home End", "first or last event"],
    ["‖", "beside a line: something is suspended there, and how many"],
  ];
  return (
    <dl class="help">
      {rows.map(([key, what]) => (
        <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>
      ))}
    </dl>
  );
}
