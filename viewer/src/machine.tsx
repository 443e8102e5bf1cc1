// The state machine of the chosen object's function, laid out by dagre, with the current state lit.

import dagre from "@dagrejs/dagre";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MachineState } from "./events";
import type { Fn, Overview } from "./lanes";
import type { Thing } from "./world";

const LONGEST = 34;
const LETTER = 6.7;
const LINE = 15;

interface Box {
  id: number;
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
  suspends: boolean;
}

interface Path {
  key: string;
  points: string;
  kind: string;
}

interface Drawing {
  left: number;
  width: number;
  height: number;
  boxes: Box[];
  paths: Path[];
}

const drawings = new WeakMap<Fn, Drawing>();

function linesOf(state: MachineState): string[] {
  const texts = [...(state.steps ?? []).map(([, text]) => text), state.exit[1]];
  const short = texts.filter((text) => text && !/^(del )?\$\w+$/.test(text)).map(cut);
  return [`${state.state}${state.suspends ? " ‖" : ""}`, ...short.slice(0, 5), ...(short.length > 5 ? ["…"] : [])];
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function drawingOf(fn: Fn): Drawing {
  let drawing = drawings.get(fn);
  if (!drawing) drawings.set(fn, (drawing = lay(fn)));
  return drawing;
}

/** The states that some way leads to. */
function reachable(fn: Fn): MachineState[] {
  const known = new Map(fn.states.map((each) => [each.state, each]));
  const reached = new Set([0]);
  const waiting = [0];
  while (waiting.length) {
    const state = known.get(waiting.pop()!)!;
    for (const next of [...(state.edges ?? []).map(([target]) => target), ...(state.error ? [state.error[0]] : [])]) {
      if (!reached.has(next)) (reached.add(next), waiting.push(next));
    }
  }
  return fn.states.filter((each) => reached.has(each.state));
}

function lay(fn: Fn): Drawing {
  const states = reachable(fn);
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ nodesep: 18, ranksep: 26, marginx: 8, marginy: 8 });
  for (const state of states) {
    const lines = linesOf(state);
    const width = Math.max(...lines.map((text) => text.length)) * LETTER + 14;
    graph.setNode(String(state.state), { width, height: lines.length * LINE + 8, lines, suspends: !!state.suspends });
  }
  for (const state of states) {
    for (const [target, , kind] of state.edges ?? []) graph.setEdge(String(state.state), String(target), { kind }, `${target} ${kind}`);
    if (state.error) graph.setEdge(String(state.state), String(state.error[0]), { kind: "error" }, "error");
  }
  dagre.layout(graph);
  const size = graph.graph();
  const points = graph.edges().flatMap((edge) => (graph.edge(edge) as unknown as { points: { x: number; y: number }[] }).points);
  const [left, right] = [Math.min(0, ...points.map((each) => each.x - 4)), Math.max(size.width ?? 100, ...points.map((each) => each.x + 4))];
  return {
    left, // an edge may go round the outermost box
    width: right - left,
    height: size.height ?? 100,
    boxes: graph.nodes().map((id) => ({ id: Number(id), ...(graph.node(id) as unknown as Omit<Box, "id">) })),
    paths: graph.edges().map((edge) => {
      const found = graph.edge(edge) as unknown as { points: { x: number; y: number }[]; kind: string };
      return { key: `${edge.v} ${edge.w} ${edge.name}`, kind: found.kind, points: found.points.map((each) => `${each.x.toFixed(1)},${each.y.toFixed(1)}`).join(" ") };
    }),
  };
}

export function Machine({ all, object }: { all: Overview; object: Thing | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const fn = object && all.functions.get(object.fn);
  const drawing = useMemo(() => (fn ? drawingOf(fn) : null), [fn]);
  const over = object && ["done", "failed", "closed"].includes(object.status);
  const current = over ? -1 : object?.state;
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const lit = box.current?.querySelector(".lit");
    if (lit && box.current) {
      const [outer, inner] = [box.current.getBoundingClientRect(), lit.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) box.current.scrollTop += inner.top - outer.top - outer.height / 3;
      if (inner.left < outer.left || inner.right > outer.right) box.current.scrollLeft += inner.left - outer.left - 20;
    }
  }, [drawing, current]);
  const scale = drawing && width ? Math.max(0.7, Math.min(1.15, (width - 4) / drawing.width)) : 1;
  return (
    <section class="machine" aria-label="State machine">
      <h2>state machine{fn ? ` of ${fn.name} (${fn.kind})` : ""}</h2>
      {!fn && <p class="none">Choose a task: the states of its function are drawn here, the present one lit.</p>}
      {fn && <p class="none">‖ may suspend here · red, dashed: after an exception · $…: a value kept for a later state</p>}
      <div class="scroll" ref={box} tabIndex={0} data-own-keys>
        {drawing && (
          <svg width={drawing.width * scale} height={drawing.height * scale} viewBox={`${drawing.left} 0 ${drawing.width} ${drawing.height}`} role="img" aria-label={`State machine of ${fn!.name}${over ? ", over" : `, in state ${current}`}`}>
            <defs>
              <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0L8 4L0 8z" fill="context-stroke" />
              </marker>
            </defs>
            {drawing.paths.map((path) => <polyline key={path.key} class={`edge ${path.kind}`} points={path.points} marker-end="url(#tip)" />)}
            {drawing.boxes.map((each) => (
              <g key={each.id} class={`state ${each.suspends ? "suspends" : ""} ${each.id === current ? "lit" : ""}`} data-state={each.id}>
                <rect x={each.x - each.width / 2} y={each.y - each.height / 2} width={each.width} height={each.height} rx="6" />
                {each.lines.map((text, number) => (
                  <text key={number} x={each.x - each.width / 2 + 7} y={each.y - each.height / 2 + 15 + number * LINE}>{text}</text>
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
    </section>
  );
}
