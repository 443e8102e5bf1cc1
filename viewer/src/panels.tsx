// What is around the timeline: source, variables, the chain of awaits, the loop, the output, the list of events.

import { Fragment, type RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Trace, TraceEvent } from "./events";
import { coloured, type Piece } from "./highlight";
import type { Overview } from "./lanes";
import { atLine, isAlive, type Link, loopOf, taskState } from "./moment";
import { fileName, seconds, takenFrom, taskName, words } from "./words";
import type { Thing, World } from "./world";

const NO_LINES: string[] = [];
const CHUNK = 100;

interface SourceProps {
  all: Overview;
  world: World;
  object: Thing | undefined;
  chain: Link[];
}

/** The source of the shown frame's file: its line, those of the frames that wait around it, and who else is suspended where. */
export function Source({ all, world, object, chain }: SourceProps) {
  const marked = useRef<HTMLLIElement>(null);
  const [other, setOther] = useState("");
  const own = (object && all.functions.get(object.fn)?.file) ?? "";
  const file = world.line?.file ?? (other || own || ([...all.sources.keys()][0] ?? ""));
  useEffect(() => setOther(""), [own, world.line]);
  const lines = all.sources.get(file) ?? NO_LINES;
  const looks = useMemo(() => coloured(lines), [lines]);
  const current = world.line?.line ?? (file === own ? (object?.line ?? 0) : 0);
  useEffect(() => {
    const item = marked.current;
    const box = item?.closest("ol");
    if (!item || !box) return;
    const top = item.offsetTop; // in the list, which is what it is placed in
    if (top < box.scrollTop + 20 || top > box.scrollTop + box.clientHeight - 50) box.scrollTop = top - box.clientHeight / 3;
  }, [file, current, object?.id]);
  const frames = new Set(chain.filter((each) => each.kind === "frame" && each.file === file).map((each) => each.line));
  const waitingAt = new Map<number, string[]>();
  for (const each of world.objects.values()) {
    if (each.status === "suspended" && all.functions.get(each.fn)?.file === file) {
      waitingAt.set(each.line, [...(waitingAt.get(each.line) ?? []), each.name]);
    }
  }
  return (
    <section class="source" aria-label="Source">
      <h2>
        {all.sources.size < 2 ? fileName(file) || "source" : (
          <select aria-label="Source file" value={file} onChange={(event) => setOther((event.target as HTMLSelectElement).value)}>
            {[...all.sources.keys()].map((each) => <option key={each} value={each}>{fileName(each)}</option>)}
          </select>
        )}
      </h2>
      <ol tabIndex={0} data-own-keys aria-label={`Source, line ${current} is current`}>
        {lines.map((_, number) => number % CHUNK === 0 && (
          <Chunk
            key={number} lines={lines} looks={looks} from={number} marked={marked} running={object?.status === "running"}
            current={number < current && current <= number + CHUNK ? current : 0}
            expression={within(world.expression, file, number)}
            outer={[...frames].filter((line) => number < line && line <= number + CHUNK && line !== current)}
            waiting={[...waitingAt].filter(([line]) => number < line && line <= number + CHUNK)}
          />
        ))}
      </ol>
      {waitingAt.size > 0 && <p class="none signs">‖ suspended here at this moment (point at it to see who)</p>}
      {lines.length === 0 && <p class="none">The source of the program stands here as soon as its first function runs.</p>}
    </section>
  );
}

/** The sub-expression that was just evaluated, if a part of it is in the lines of a chunk. */
function within(expression: TraceEvent | null, file: string, from: number): TraceEvent | null {
  if (!expression?.columns || expression.file !== file) return null;
  return expression.line! <= from + CHUNK && (expression.end_line ?? expression.line!) > from ? expression : null;
}

/** A line of the source, with its part of the sub-expression underlined, and the value below that. */
function Line({ text, look, line, expression }: { text: string; look: Piece[]; line: number; expression: TraceEvent | null }) {
  const last = expression?.end_line ?? expression?.line ?? 0;
  if (!expression || line < expression.line! || line > last) {
    return <code>{look.length ? look.map(([part, kind], number) => (kind ? <span key={number} class={kind}>{part}</span> : part)) : text || " "}</code>;
  }
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
  looks: Piece[][];
  from: number;
  current: number;
  running: boolean;
  expression: TraceEvent | null;
  outer: number[];
  waiting: [number, string[]][];
  marked: RefObject<HTMLLIElement | null>;
}

/** Some lines of the source, drawn anew only where something has changed in them: files may be long. */
function Chunk({ lines, looks, from, current, running, expression, outer, waiting, marked }: ChunkProps) {
  const here = current ? (running ? "here" : "here paused") : "";
  return useMemo(() => {
    const others = new Map(waiting);
    return (
      <Fragment>
        {lines.slice(from, from + CHUNK).map((text, number) => {
          const line = from + number + 1;
          const names = others.get(line);
          const mark = line === current ? here : outer.includes(line) ? "frame-line" : "";
          return (
            <li key={line} ref={line === current ? marked : undefined} class={mark} aria-current={line === current ? "location" : undefined}>
              <span class="number">{line}</span>
              <span class="others" title={names && `suspended here: ${names.join(", ")}`}>{names && `‖${names.length > 1 ? names.length : ""}`}</span>
              <Line text={text} look={looks[line - 1] ?? []} line={line} expression={expression} />
            </li>
          );
        })}
      </Fragment>
    );
  }, [lines, from, current, here, expression, outer.join(), JSON.stringify(waiting)]);
}

const STATUS_IN_CHAIN: Record<string, string> = { running: ", runs", created: ", has not started" };

const STATUS: Record<string, string> = {
  created: "has not started", running: "runs", suspended: "suspended", done: "has returned", failed: "has raised", closed: "is closed",
};

export function Frame({ object, native }: { object: Thing | undefined; native: boolean }) {
  const names = object ? Object.keys(object.vars) : [];
  const over = object && ["done", "failed", "closed"].includes(object.status);
  return (
    <section class={`frame ${object?.status ?? ""}`} aria-label="Variables">
      <h2>variables{object ? ` of ${object.name}` : ""}</h2>
      {object && <p class="none">{STATUS[object.status] ?? object.status}{over ? ` ${object.result}` : `${object.line ? ` at line ${object.line}` : ""}, state ${object.state}`}</p>}
      {!object && <p class="none">Choose a task or a frame of the chain.</p>}
      {object && !over && names.length === 0 && !object.kept.length && <p class="none">{native ? "not recorded" : "no variables yet"}</p>}
      {object !== undefined && object.changed.length > 0 && !over && <p class="none signs">in colour: changed by this event</p>}
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

interface ChainProps {
  all: Overview;
  title: string;
  chain: Link[];
  shown: number;
  onFrame: (object: number) => void;
  onTask: (key: string) => void;
}

/** The frames that wait for each other, outermost first, each with its line; what is waited for comes last. */
export function AwaitChain({ all, title, chain, shown, onFrame, onTask }: ChainProps) {
  const innermost = chain.findLastIndex((each) => each.kind === "frame");
  return (
    <section aria-label="Await chain">
      <h2>await chain{title ? ` of ${title}` : ""}</h2>
      <ol class="chain">
        {chain.map((link, number) => (
          <li key={number} class={`${link.kind} ${number === innermost ? "innermost" : ""} ${link.object && link.object === shown ? "shown" : ""}`}>
            {link.kind === "frame" && (
              <button title="Show this frame" onClick={() => onFrame(link.object)}>
                <b>{link.name}</b> <span class="place">{atLine(link)}{STATUS_IN_CHAIN[link.status] ?? ""}</span>
                <code>{(all.sources.get(link.file)?.[link.line - 1] ?? "").trim()}</code>
              </button>
            )}
            {link.kind === "library" && <span class="through">{link.name} (library)</span>}
            {link.kind === "wait" && (
              link.task ? <button title="Show this task" onClick={() => onTask(`task ${link.task}`)}>{link.status === "waited" ? "waited" : "waits"} for <b>{link.name}</b></button>
                : <span>{link.status === "waited" ? "waited" : "waits"} for <b>{link.name}</b>{link.note && <span class="place"> {link.note}</span>}</span>
            )}
          </li>
        ))}
      </ol>
      {chain.length === 0 && <p class="none">{title ? `${title} is in no await.` : "No task and no object is chosen."}</p>}
    </section>
  );
}

interface TasksProps {
  all: Overview;
  world: World;
  chosen: string;
  onTask: (key: string) => void;
}

/** What each task of the program does at this moment: where it stands, and what it waits for. */
export function Tasks({ all, world, chosen, onTask }: TasksProps) {
  const MOST = 60;
  const tasks = [...world.tasks.values()].filter((each) => !all.byKey.get(`task ${each.id}`)?.minor && isAlive(each));
  return (
    <section class="tasks" aria-label="Tasks">
      <h2>tasks</h2>
      <ul>
        {tasks.slice(0, MOST).map((each) => (
          <li key={each.id} class={`task ${each.id}` === chosen ? "chosen" : ""}>
            <button title="Choose this task" onClick={() => onTask(`task ${each.id}`)}><b>{each.name}</b> {taskState(world, all, each)}</button>
          </li>
        ))}
      </ul>
      {tasks.length === 0 && <p class="none">none at this moment</p>}
      {tasks.length > MOST && <p class="none">… {tasks.length - MOST} more</p>}
    </section>
  );
}

export function Loop({ world, all }: { world: World; all: Overview }) {
  const loop = loopOf(world);
  const ready = loop?.ready ?? [];
  const timers = loop?.timers ?? [];
  const MOST = 40;
  return (
    <section aria-label="Event loop">
      <h2>event loop{loop?.round ? `, round ${loop.round}` : ""}</h2>
      <h3>ready, in this order</h3>
      <ol class="ready">
        {ready.slice(0, MOST).map((each, number) => <li key={number}>{each.task ? taskName(all, each.task) : each.name}</li>)}
      </ol>
      {ready.length === 0 && <p class="none">nothing</p>}
      {ready.length > MOST && <p class="none">… {ready.length - MOST} more</p>}
      <h3>timers</h3>
      <ul class="ready timers">
        {timers.slice(0, MOST).map((each) => <li key={each.id}>in {seconds(Math.max(0, each.due - world.time) / 1e6)}: {each.name}</li>)}
      </ul>
      {timers.length === 0 && <p class="none">none</p>}
      {timers.length > MOST && <p class="none">… {timers.length - MOST} more</p>}
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
    <section class="output-panel" aria-label="Output">
      <h2>output</h2>
      {count === 0 && <p class="none">{all.dump ? "not recorded" : "nothing printed yet"}</p>}
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

export function EventList({ trace, all, index, onSeek }: { trace: Trace; all: Overview; index: number; onSeek: (index: number) => void }) {
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const box = here.current?.closest("section");
    if (box && here.current) box.scrollTop = here.current.offsetTop - box.offsetTop - box.clientHeight / 2;
  }, [index]);
  const from = Math.max(0, Math.min(index - AROUND / 2, trace.length - AROUND));
  const to = Math.min(trace.length, from + AROUND);
  const rows = [];
  for (let at = from; at < to; at++) {
    const gap = at ? all.times[at] - all.times[at - 1] : 0;
    const text = words(trace.at(at), all) + (gap >= 1000 ? ` (${seconds(gap / 1e6)} later)` : "");
    rows.push(
      <li key={at} ref={at === index ? here : undefined} aria-current={at === index ? "step" : undefined} class={at === index ? "here" : ""}>
        <button title={text} onClick={() => onSeek(at)}>{at + 1} · {text}</button>
      </li>,
    );
  }
  return (
    <section class="events-panel" aria-label="Events around this moment">
      <h2>events</h2>
      <ol class="events">{rows}</ol>
    </section>
  );
}
