// What is around the timeline: source, variables, the chain of awaits, the loop, the output, the list of events.

import { Fragment, type RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Trace, TraceEvent } from "./events";
import type { Lane, Overview } from "./lanes";
import { seconds, takenFrom, taskName, waiting, words } from "./words";
import type { Thing, World, Worlds } from "./world";

const NO_LINES: string[] = [];

export function Source({ all, world, object }: { all: Overview; world: World; object: Thing | undefined }) {
  const marked = useRef<HTMLLIElement>(null);
  const fn = object && all.functions.get(object.fn);
  const file = world.line?.file ?? fn?.file ?? [...all.sources.keys()][0] ?? "";
  const lines = all.sources.get(file) ?? NO_LINES;
  const current = world.line?.line ?? object?.line ?? 0;
  useEffect(() => {
    const item = marked.current;
    const box = item?.closest("ol");
    if (!item || !box) return;
    const top = item.offsetTop; // in the list, which is what it is placed in
    if (top < box.scrollTop + 20 || top > box.scrollTop + box.clientHeight - 50) box.scrollTop = top - box.clientHeight / 3;
  }, [file, current, object?.id]);
  const waitingAt = new Map<number, string[]>();
  for (const each of world.objects.values()) {
    if (each.status === "suspended" && all.functions.get(each.fn)?.file === file) {
      waitingAt.set(each.line, [...(waitingAt.get(each.line) ?? []), each.name]);
    }
  }
  return (
    <section class="source" aria-label="Source">
      <h2>{file.split("/").at(-1) || "source"}</h2>
      <ol tabIndex={0} data-own-keys aria-label={`Source, line ${current} is current`}>
        {lines.map((_, number) => number % CHUNK === 0 && (
          <Chunk
            key={number} lines={lines} from={number} marked={marked} running={object?.status === "running"}
            current={number < current && current <= number + CHUNK ? current : 0}
            expression={within(world.expression, file, number)}
            waiting={[...waitingAt].filter(([line]) => number < line && line <= number + CHUNK)}
          />
        ))}
      </ol>
    </section>
  );
}

const CHUNK = 100;

/** The sub-expression that was just evaluated, if a part of it is in the lines of a chunk. */
function within(expression: TraceEvent | null, file: string, from: number): TraceEvent | null {
  if (!expression?.columns || expression.file !== file) return null;
  return expression.line! <= from + CHUNK && (expression.end_line ?? expression.line!) > from ? expression : null;
}

/** A line of the source, with its part of the sub-expression underlined, and the value below that. */
function Line({ text, line, expression }: { text: string; line: number; expression: TraceEvent | null }) {
  const last = expression?.end_line ?? expression?.line ?? 0;
  if (!expression || line < expression.line! || line > last) return <code>{text || " "}</code>;
  const letters = [...text]; // columns count characters, not the units of UTF-16
  const start = line === expression.line ? expression.columns![0] : letters.length - text.trimStart().length;
  const end = line === last ? expression.columns![1] : letters.length;
  return (
    <code>
      {letters.slice(0, start).join("")}
      <span class="evaluated">
        <span class="expression">{letters.slice(start, end).join("")}</span>
        {line === last && <output class={expression.error ? "value error" : "value"}>{shown(expression)}</output>}
      </span>
      {letters.slice(end).join("")}
    </code>
  );
}

function shown(expression: TraceEvent): string {
  if (expression.error) return `raises ${expression.error}`;
  if (expression.event === "spilled") return `${expression.spill} keeps ${expression.value}`;
  return `→ ${expression.value}${takenFrom(expression)}`;
}

interface ChunkProps {
  lines: string[];
  from: number;
  current: number;
  running: boolean;
  expression: TraceEvent | null;
  waiting: [number, string[]][];
  marked: RefObject<HTMLLIElement | null>;
}

/** Some lines of the source, drawn anew only where something has changed in them: files may be long. */
function Chunk({ lines, from, current, running, expression, waiting, marked }: ChunkProps) {
  const here = current ? (running ? "here" : "here paused") : "";
  return useMemo(() => {
    const others = new Map(waiting);
    return (
      <Fragment>
        {lines.slice(from, from + CHUNK).map((text, number) => {
          const line = from + number + 1;
          const names = others.get(line);
          return (
            <li key={line} ref={line === current ? marked : undefined} class={line === current ? here : ""} aria-current={line === current ? "location" : undefined}>
              <span class="number">{line}</span>
              <span class="others" title={names && `suspended here: ${names.join(", ")}`}>{names && `‖${names.length > 1 ? names.length : ""}`}</span>
              <Line text={text} line={line} expression={expression} />
            </li>
          );
        })}
      </Fragment>
    );
  }, [lines, from, current, here, expression, JSON.stringify(waiting)]);
}

export function Frame({ object }: { object: Thing | undefined }) {
  const names = object ? Object.keys(object.vars) : [];
  return (
    <section class={`frame ${object?.status ?? ""}`} aria-label="Variables">
      <h2>{object ? `${object.name}: ${object.status}` : "no frame"}{object ? `, state ${object.state}` : ""}</h2>
      {names.length === 0 && !object?.kept.length && <p class="none">no variables</p>}
      <table>
        <tbody>
          {names.map((name) => (
            <tr key={name} class={object!.changed.includes(name) ? "changed" : ""}>
              <th scope="row">{name}</th>
              <td><code>{object!.vars[name]}</code></td>
            </tr>
          ))}
          {object?.kept.map((each) => (
            <tr key={each.spill} class="spill" title={`${each.spill}: evaluated before the suspension, and kept for after it`}>
              <th scope="row">{each.spill}</th>
              <td><code>{each.source} = {each.value}{each.partly ? ", so far" : ""}</code></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function AwaitChain({ all, world, object, lane }: { all: Overview; world: World; object: Thing | undefined; lane: Lane | undefined }) {
  const links: string[] = [];
  const seen = new Set<number>();
  let at = lane?.kind === "task" ? world.objects.get(lane.object) : object;
  while (at && !seen.has(at.id)) {
    seen.add(at.id);
    links.push(`${at.name}${at.line ? ` (line ${at.line})` : ""}${at.status === "running" ? ", running" : ""}`);
    if (!at.on) {
      at = at.status === "running" ? world.objects.get(world.running[world.running.indexOf(at.id) + 1]) : undefined;
      continue;
    }
    const inner: Thing | undefined = at.on.object === undefined ? undefined : world.objects.get(at.on.object);
    for (const each of at.on.through ?? []) if (inner) links.push(each);
    if (!inner) links.push(waiting(world, all, at.on));
    at = inner;
  }
  return (
    <section aria-label="Await chain">
      <h2>await chain</h2>
      <ol class="chain">{links.map((link, number) => <li key={number}>{link}</li>)}</ol>
      {links.length === 0 && <p class="none">nothing</p>}
    </section>
  );
}

export function Loop({ world, all }: { world: World; all: Overview }) {
  return (
    <section aria-label="Event loop">
      <h2>event loop{world.round ? `, round ${world.round}` : ""}</h2>
      <h3>ready</h3>
      <ul class="ready">
        {world.ready.map((each, number) => <li key={number}>{each.task ? taskName(world, each.task, all) : each.name}</li>)}
        {world.more > 0 && <li>… {world.more} more</li>}
      </ul>
      {world.ready.length === 0 && <p class="none">nothing</p>}
      <h3>timers</h3>
      <ul class="ready">
        {world.timers.map(([id, delay, name]) => <li key={id}>in {seconds(delay)}: {name}</li>)}
      </ul>
      {world.timers.length === 0 && <p class="none">none</p>}
    </section>
  );
}

export function Output({ all, index }: { all: Overview; index: number }) {
  const box = useRef<HTMLPreElement>(null);
  const count = upTo(all.outputs, index);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return (
    <section aria-label="Output">
      <h2>output</h2>
      <pre ref={box} class="output" tabIndex={0} data-own-keys>
        {all.outputs.slice(Math.max(0, count - 500), count).map((each) => <span key={each.index} class={each.stream}>{each.text}</span>)}
      </pre>
    </section>
  );
}

/** How many of the outputs there have been by then. */
function upTo(outputs: Overview["outputs"], index: number): number {
  let low = 0;
  let high = outputs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (outputs[middle].index <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

const AROUND = 12;

export function EventList({ trace, all, index, worlds, onSeek }: { trace: Trace; all: Overview; index: number; worlds: Worlds; onSeek: (index: number) => void }) {
  const from = Math.max(0, Math.min(index - AROUND / 2, trace.length - AROUND));
  const to = Math.min(trace.length, from + AROUND);
  const world = worlds.at(index);
  const rows = [];
  for (let at = from; at < to; at++) {
    rows.push(
      <li key={at} aria-current={at === index ? "step" : undefined} class={at === index ? "here" : ""}>
        <button onClick={() => onSeek(at)}>{at + 1} · {words(trace.at(at), world, all)}</button>
      </li>,
    );
  }
  return (
    <section aria-label="Events around this moment">
      <h2>events</h2>
      <ol class="events">{rows}</ol>
    </section>
  );
}

