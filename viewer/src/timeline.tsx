// The lanes over time, drawn on a canvas; the names beside it are buttons, so that lanes can be chosen without a mouse.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Lane, Overview } from "./lanes";

const ROW = 24;
const STEP = 7;
const MOST_ROWS = 200; // a canvas has a greatest height

interface Props {
  all: Overview;
  index: number;
  length: number;
  lane: Lane | undefined;
  onLane: (key: string) => void;
  onSeek: (index: number) => void;
}

export function Timeline({ all, index, length, lane, onLane, onSeek }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [zoom, setZoom] = useState(1);
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, entry.contentRect.width)));
    observer.observe(box.current!);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(scheme.matches);
    scheme.addEventListener("change", changed);
    return () => (observer.disconnect(), scheme.removeEventListener("change", changed));
  }, []);
  const step = STEP * zoom;
  const visible = Math.max(10, Math.floor(width / step));
  const from = Math.max(0, Math.min(index - Math.floor(visible / 2), length - visible));
  const to = from + visible;
  const inView = all.lanes.filter((each) => each === lane || (each.from <= to && each.to >= from));
  const rows = inView.slice(0, MOST_ROWS);
  if (lane && !rows.includes(lane)) rows.push(lane);
  useLayoutEffect(() => {
    draw(canvas.current!, rows, all, { from, to, index, step, width, chosen: lane, dark });
  });
  const seek = (event: MouseEvent) => {
    const at = event.clientX - canvas.current!.getBoundingClientRect().left;
    onSeek(from + Math.floor(at / step));
  };
  return (
    <section aria-label="Lanes">
      <div class="zoom">
        <button aria-label="Show more of the run" onClick={() => setZoom(Math.max(0.02, zoom / 2))}>−</button>
        <button aria-label="Show less of the run" onClick={() => setZoom(Math.min(4, zoom * 2))}>+</button>
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
        {inView.length > rows.length && <li class="none" role="presentation">… {inView.length - rows.length} more lanes</li>}
      </ul>
      <div class="lanes" ref={box}>
        <canvas
          ref={canvas} aria-hidden="true" style={{ width: `${width}px`, height: `${rows.length * ROW}px` }}
          onMouseDown={seek} onMouseMove={(event) => event.buttons === 1 && seek(event)}
        />
      </div>
      </div>
    </section>
  );
}

interface View {
  from: number;
  to: number;
  index: number;
  step: number;
  width: number;
  chosen: Lane | undefined;
  dark: boolean;
}

function draw(canvas: HTMLCanvasElement, rows: Lane[], all: Overview, view: View): void {
  const ratio = devicePixelRatio || 1;
  canvas.width = view.width * ratio;
  canvas.height = rows.length * ROW * ratio;
  const pen = canvas.getContext("2d")!;
  pen.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const x = (at: number) => (at - view.from) * view.step;
  const row = new Map(rows.map((each, number) => [each.key, number]));
  rows.forEach((lane, number) => {
    const middle = number * ROW + ROW / 2;
    const hue = lane === view.chosen ? colour("--accent") : colour("--lane");
    if (lane === view.chosen) {
      pen.fillStyle = colour("--chosen");
      pen.fillRect(0, number * ROW, view.width, ROW);
    }
    pen.strokeStyle = colour("--quiet");
    pen.lineWidth = 2;
    line(pen, Math.max(0, x(lane.from)), middle, Math.min(view.width, x(lane.to)), middle);
    pen.fillStyle = hue;
    for (let run = firstRun(lane.runs, view.from); run < lane.runs.length && lane.runs[run] <= view.to; run += 2) {
      const end = lane.runs[run + 1] ?? lane.to;
      pen.fillRect(x(lane.runs[run]), middle - 7, Math.max(view.step, x(end) - x(lane.runs[run])), 14);
    }
    if (lane.end && lane.to <= view.to) {
      pen.fillStyle = lane.end === "done" ? hue : colour("--bad");
      pen.beginPath();
      pen.arc(x(lane.to), middle, 5, 0, 7);
      pen.fill();
    }
  });
  for (const arrow of all.arrows) {
    if (arrow.index < view.from || arrow.index > view.to) continue;
    const [start, end] = [row.get(arrow.from), row.get(arrow.to)];
    if (start === undefined || end === undefined || start === end) continue;
    pen.strokeStyle = pen.fillStyle = colour(arrow.kind === "cancel" ? "--bad" : arrow.kind === "wake" ? "--accent" : "--quiet");
    pen.lineWidth = 1.5;
    const [at, top, bottom] = [x(arrow.index) + view.step / 2, start * ROW + ROW / 2, end * ROW + ROW / 2];
    line(pen, at, top, at, bottom);
    const back = bottom > top ? -6 : 6;
    pen.beginPath();
    pen.moveTo(at, bottom);
    pen.lineTo(at - 4, bottom + back);
    pen.lineTo(at + 4, bottom + back);
    pen.fill();
  }
  pen.strokeStyle = colour("--now");
  pen.lineWidth = 2;
  line(pen, x(view.index) + view.step / 2, 0, x(view.index) + view.step / 2, rows.length * ROW);
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** The index in `runs` of the first run that ends at or after `from`. */
function firstRun(runs: number[], from: number): number {
  let low = 0;
  let high = runs.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[2 * middle + 1] ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
