// What is around the timeline: source, variables, the chain of awaits, the loop, the output, the list of events.

import { useEffect, useRef } from "preact/hooks";
import type { Trace } from "./events";
import type { Lane, Overview } from "./lanes";
import { seconds, taskName, waiting, words } from "./words";
import type { Thing, World, Worlds } from "./world";

export function Source({ all, world, object }: { all: Overview; world: World; object: Thing | undefined }) {
  const marked = useRef<HTMLLIElement>(null);
  const fn = object && all.functions.get(object.fn);
  const file = world.line?.file ?? fn?.file ?? [...all.sources.keys()][0] ?? "";
  const lines = all.sources.get(file) ?? [];
  const current = world.line?.line ?? object?.line ?? 0;
  useEffect(() => {
    const item = marked.current;
    const box = item?.closest("ol");
    if (!item || !box) return;
    const top = item.offsetTop - box.offsetTop;
    if (top < box.scrollTop + 20 || top > box.scrollTop + box.clientHeight - 50) box.scrollTop = top - box.clientHeight / 3;
  }, [file, current]);
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
        {lines.map((text, number) => {
          const line = number + 1;
          const here = line === current;
          const others = waitingAt.get(line);
          return (
            <li key={line} ref={here ? marked : undefined} class={here ? (object?.status === "running" ? "here" : "here paused") : ""} aria-current={here ? "location" : undefined}>
              <span class="number">{line}</span>
              <code>{text || " "}</code>
              {others && <span class="others" title={`suspended here: ${others.join(", ")}`}>‖{others.length > 1 ? others.length : ""}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

export function Frame({ object }: { object: Thing | undefined }) {
  const names = object ? Object.keys(object.vars) : [];
  return (
    <section class={`frame ${object?.status ?? ""}`} aria-label="Variables">
      <h2>{object ? `${object.name}: ${object.status}` : "no frame"}{object ? `, state ${object.state}` : ""}</h2>
      {names.length === 0 && <p class="none">no variables</p>}
      <table>
        <tbody>
          {names.map((name) => (
            <tr key={name} class={object!.changed.includes(name) ? "changed" : ""}>
              <th scope="row">{name}</th>
              <td><code>{object!.vars[name]}</code></td>
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
    links.push(`${at.name}${at.line ? ` (line ${at.line})` : ""}`);
    if (!at.on) break;
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
  void all;
  return (
    <section aria-label="Event loop">
      <h2>event loop{world.round ? `, round ${world.round}` : ""}</h2>
      <h3>ready</h3>
      <ul class="ready">
        {world.ready.map((each, number) => <li key={number}>{each.task ? taskName(world, each.task) : each.name}</li>)}
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
  const told = all.outputs.filter((each) => each.index <= index);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [told.length]);
  return (
    <section aria-label="Output">
      <h2>output</h2>
      <pre ref={box} class="output" tabIndex={0} data-own-keys>
        {told.slice(-500).map((each) => <span key={each.index} class={each.stream}>{each.text}</span>)}
      </pre>
    </section>
  );
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

