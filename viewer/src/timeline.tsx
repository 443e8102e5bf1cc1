// The lanes over time, drawn on a canvas; the names beside it are buttons, so that lanes can be chosen without a mouse.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Trace } from "./events";
import { type Arrow, type Lane, type Overview, shownLanes } from "./lanes";
import { SCHEME } from "./scheme";
import { seconds, words } from "./words";

export const ROW = 24;
export const AXIS = 20;
const STEP = 7; // pixels an event, where the axis counts events
const MOST_ROWS = 200; // a canvas has a greatest height
const FEW = 6; // lanes that are seen at a glance

interface Props {
  trace: Trace;
  all: Overview;
  index: number;
  lane: Lane | undefined;
  onLane: (key: string) => void;
  onSeek: (index: number) => void;
}

/** What the axis counts, and the part of it that is seen. */
export interface Scale {
  timed: boolean;
  from: number;
  to: number;
  width: number;
  x: (index: number) => number;
}

/** The scale around a moment. zoom: 1 shows the whole run by time, or an event every few pixels. */
export function scaleOf(all: Overview, index: number, width: number, zoom: number, timed: boolean): Scale {
  const last = all.times.length - 1;
  const [first, end] = timed ? [all.times[0], Math.max(all.times[last], all.times[0] + 1)] : [0, last + 1];
  const span = Math.min(end - first, timed ? (end - first) / zoom : Math.max(10, width / STEP / zoom));
  const now = timed ? all.times[index] : index;
  const from = Math.max(first, Math.min(now - span / 2, end - span));
  const position = (at: number) => (timed ? all.times[at] : at);
  const inner = width - (timed ? 8 : 0); // what happens last is to be seen
  return { timed, from, to: from + span, width, x: (at) => ((position(at) - from) / span) * inner };
}

export function Timeline({ trace, all, index, lane, onLane, onSeek }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [zoom, setZoom] = useState(1);
  const [timed, setTimed] = useState(!all.virtual); // a virtual clock stands while anything runs
  const [filter, setFilter] = useState("");
  const [minor, setMinor] = useState(false);
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null);
  const [, setScheme] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(120, entry.contentRect.width)));
    observer.observe(box.current!);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setScheme((times) => times + 1); // the canvas is drawn anew
    scheme.addEventListener("change", changed);
    addEventListener(SCHEME, changed);
    return () => (observer.disconnect(), scheme.removeEventListener("change", changed), removeEventListener(SCHEME, changed));
  }, []);
  const scale = scaleOf(all, index, width, zoom, timed);
  const lanes = shownLanes(all, filter, minor, lane);
  const inView = lanes.filter((each) => each === lane || (position(all, each.from, timed) <= scale.to && position(all, each.to, timed) >= scale.from));
  const rows = inView.slice(0, MOST_ROWS);
  const folded = all.lanes.filter((each) => each.minor).length;
  useLayoutEffect(() => draw(canvas.current!, rows, all, scale, index, lane));
  const place = (event: MouseEvent) => {
    const area = canvas.current!.getBoundingClientRect();
    const row = rows[Math.floor((event.clientY - area.top - AXIS) / ROW)];
    const at = indexAt(all, scale, event.clientX - area.left);
    return { row, at: row ? nearest(row, scale, event.clientX - area.left, at) : at, area };
  };
  const hover = (event: MouseEvent) => {
    const { row, at, area } = place(event);
    if (event.buttons === 1) onSeek(indexAt(all, scale, event.clientX - area.left));
    const text = `${row ? `${row.name} · ` : ""}${seconds(all.times[at] / 1e6)} · ${words(trace.at(at), all)}`;
    setTip({ x: Math.min(event.clientX - area.left, width - 120), y: event.clientY - area.top, text });
  };
  return (
    <section aria-label="Lanes" class="lanes-panel">
      <div class="lane-tools">
        <h2>{all.lanes.some((each) => each.kind === "task") ? "tasks over time" : "generators and coroutines over time"}</h2>
        {all.lanes.length > FEW && (
          <input type="search" class="filter" value={filter} placeholder="filter lanes" aria-label="Show only lanes whose name contains" onInput={(event) => setFilter((event.target as HTMLInputElement).value)} />
        )}
        {folded > 0 && folded < all.lanes.length && (
          <label class="minor" title="Tasks of the library, and temporary objects"><input type="checkbox" checked={minor} onChange={() => setMinor(!minor)} />{" "}show {folded} more</label>
        )}
        <span class="spring" />
        <label><input type="checkbox" class="by-step" checked={!timed} onChange={() => (setTimed(!timed), setZoom(1))} /> one step an event</label>
        <button aria-label="Show more of the run" title="Show more of the run" disabled={zoom <= 1 && timed} onClick={() => setZoom(Math.max(timed ? 1 : 0.02, zoom / 2))}>−</button>
        <button aria-label="Show less of the run, larger" title="Show less of the run, larger" onClick={() => setZoom(Math.min(1e6, zoom * 2))}>+</button>
      </div>
      <div class="timeline">
        <ul class="names" role="listbox" aria-label="Lanes">
          {rows.map((each) => (
            <li key={each.key} style={{ height: `${ROW}px` }} role="option" aria-selected={each === lane}>
              <button tabIndex={each === lane ? 0 : -1} class={each === lane ? "chosen" : ""} title={each.name} onClick={() => onLane(each.key)}>
                {each.name}
              </button>
            </li>
          ))}
          {inView.length > rows.length && <li class="none" role="presentation">… {inView.length - rows.length} more</li>}
        </ul>
        <div class="lanes" ref={box}>
          <canvas
            ref={canvas} aria-hidden="true" style={{ width: `${width}px`, height: `${rows.length * ROW + AXIS}px` }}
            onMouseDown={(event) => onSeek(place(event).at)} onMouseMove={hover} onMouseLeave={() => setTip(null)}
          />
          {tip && <div class="tip" style={{ left: `${tip.x}px`, top: `${tip.y + 14}px` }}>{tip.text}</div>}
        </div>
      </div>
      <Legend all={all} />
    </section>
  );
}

/** What the signs mean that this run has. */
function Legend({ all }: { all: Overview }) {
  const ends = new Set(all.lanes.map((each) => each.end));
  const arrows = new Set(all.arrows.map((each) => each.kind));
  const entries: [look: string, what: string, occurs: boolean][] = [
    ["key runs", "runs", true], ["key ready", "ready: waits for its turn", all.lanes.some((each) => each.waits.length)], ["key waits", "suspended", true],
    ["key done", "done", ends.has("done")], ["key bad", "failed", ends.has("failed")], ["key cancelled", "cancelled", ends.has("cancelled")],
    ["arrow wake", "↓ wakes", arrows.has("wake")], ["arrow make", "↓ makes", arrows.has("make")], ["arrow cancel", "↓ cancels", arrows.has("cancel")],
    ["key now", "this moment", true],
  ];
  return <p class="legend">{entries.map(([look, what, occurs]) => occurs && <span key={what}><i class={look} />{what}</span>)}</p>;
}

function position(all: Overview, index: number, timed: boolean): number {
  return timed ? all.times[index] : index;
}

/** The last index that is not behind a place on the axis. */
function indexAt(all: Overview, scale: Scale, x: number): number {
  let low = 0;
  let high = all.times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (scale.x(middle) <= x + 0.5) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The event of a lane that is nearest to a place, if one is near. */
function nearest(lane: Lane, scale: Scale, x: number, otherwise: number): number {
  let best = otherwise;
  let distance = 6;
  for (const at of lane.events) {
    const away = Math.abs(scale.x(at) - x);
    if (away < distance) (best = at), (distance = away);
  }
  return best;
}

function draw(canvas: HTMLCanvasElement, rows: Lane[], all: Overview, scale: Scale, index: number, chosen: Lane | undefined): void {
  const ratio = devicePixelRatio || 1;
  canvas.width = scale.width * ratio;
  canvas.height = (rows.length * ROW + AXIS) * ratio;
  const pen = canvas.getContext("2d")!;
  pen.scale(ratio, ratio);
  const colour = colours(canvas);
  const height = rows.length * ROW + AXIS;
  drawAxis(pen, scale, height, colour);
  const row = new Map(rows.map((each, number) => [each.key, number]));
  rows.forEach((lane, number) => drawLane(pen, lane, AXIS + number * ROW, scale, lane === chosen, colour));
  for (const kind of ["make", "wake", "cancel"]) drawArrows(pen, all.arrows.filter((each) => each.kind === kind), row, scale, colour);
  pen.strokeStyle = colour("--now");
  pen.lineWidth = 2;
  const now = scale.x(index) + (scale.timed ? 1 : 3.5);
  line(pen, now, 0, now, height);
}

/** Arrows from lane to lane, those that cancel on top of the others. */
function drawArrows(pen: CanvasRenderingContext2D, arrows: Arrow[], row: Map<string, number>, scale: Scale, colour: Colour): void {
  let drawn = -1;
  for (const arrow of arrows) {
    const x = scale.x(arrow.index) + (scale.timed ? 0 : 3.5);
    const [start, end] = [row.get(arrow.from), row.get(arrow.to)];
    if (x < -5 || x > scale.width + 5 || start === undefined || end === undefined || start === end || x === drawn) continue;
    drawn = x;
    pen.strokeStyle = pen.fillStyle = colour(arrow.kind === "cancel" ? "--bad" : arrow.kind === "wake" ? "--accent" : "--quiet");
    pen.lineWidth = 1.5;
    const [top, bottom] = [AXIS + start * ROW + ROW / 2, AXIS + end * ROW + ROW / 2];
    line(pen, x, top, x, bottom);
    const back = bottom > top ? -6 : 6;
    pen.beginPath();
    pen.moveTo(x, bottom);
    pen.lineTo(x - 4, bottom + back);
    pen.lineTo(x + 4, bottom + back);
    pen.fill();
  }
}

type Colour = (name: string) => string;

/** The colours of the style sheet, as they are in the present scheme. */
function colours(canvas: HTMLCanvasElement): Colour {
  const found = new Map<string, string>();
  return (name) => {
    if (!found.has(name)) {
      canvas.style.color = `var(${name})`;
      found.set(name, getComputedStyle(canvas).color);
    }
    return found.get(name)!;
  };
}

/** Round steps of the axis, and their words. */
export function ticks(scale: Scale): [at: number, text: string][] {
  const span = scale.to - scale.from;
  const rough = span / Math.max(2, scale.width / 110);
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const found: [number, string][] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    found.push([((at - scale.from) / span) * (scale.width - (scale.timed ? 8 : 0)), scale.timed ? seconds(at / 1e6) : `event ${at + 1}`]);
  }
  return found;
}

function drawAxis(pen: CanvasRenderingContext2D, scale: Scale, height: number, colour: Colour): void {
  pen.font = "11px system-ui, sans-serif";
  pen.lineWidth = 1;
  for (const [x, text] of ticks(scale)) {
    pen.strokeStyle = colour("--edge");
    line(pen, x + 0.5, 0, x + 0.5, height);
    pen.fillStyle = colour("--quiet");
    const room = pen.measureText(text).width + 4;
    if (x + room < scale.width) pen.fillText(text, x + 4, 13);
  }
}

function drawLane(pen: CanvasRenderingContext2D, lane: Lane, top: number, scale: Scale, chosen: boolean, colour: Colour): void {
  const middle = top + ROW / 2;
  const hue = colour("--lane");
  if (chosen) {
    pen.globalAlpha = 0.5;
    pen.fillStyle = colour("--chosen");
    pen.fillRect(0, top, scale.width, ROW);
    pen.globalAlpha = 1;
  }
  pen.strokeStyle = colour("--quiet");
  pen.lineWidth = 2;
  line(pen, Math.max(0, scale.x(lane.from)), middle, Math.min(scale.width, scale.x(lane.to)), middle);
  const least = scale.timed ? 3 : STEP - 1;
  pen.fillStyle = colour("--ready");
  for (const [start, end] of spans(lane.waits, lane.to, scale)) pen.fillRect(start, middle - 3, Math.max(least, end - start), 6);
  pen.fillStyle = hue;
  for (const [start, end] of spans(lane.runs, lane.to, scale)) pen.fillRect(start, middle - 7, Math.max(least, end - start), 14);
  if (lane.end && scale.x(lane.to) <= scale.width) {
    pen.strokeStyle = hue;
    pen.fillStyle = lane.end === "done" ? hue : colour(lane.end === "failed" ? "--bad" : "--back");
    pen.beginPath();
    pen.arc(scale.x(lane.to) + 2, middle, lane.end === "cancelled" ? 4 : 5, 0, 7);
    pen.fill();
    if (lane.end === "cancelled") pen.stroke();
  }
}

/** Pairs of indexes as stretches of the axis; those that would lie on each other are one. */
function* spans(pairs: number[], last: number, scale: Scale): Generator<[number, number]> {
  let open: [number, number] | null = null;
  for (let at = firstRun(pairs, scale); at < pairs.length; at += 2) {
    const [start, end] = [scale.x(pairs[at]), scale.x(pairs[at + 1] ?? last)];
    if (start > scale.width) break;
    if (open && start <= open[1] + 0.5) open[1] = Math.max(open[1], end);
    else {
      if (open) yield open;
      open = [start, end];
    }
  }
  if (open) yield open;
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** Where in `pairs` the first begins that ends in sight. */
function firstRun(pairs: number[], scale: Scale): number {
  let low = 0;
  let high = pairs.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const end = pairs[2 * middle + 1];
    if (end !== undefined && scale.x(end) < 0) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
