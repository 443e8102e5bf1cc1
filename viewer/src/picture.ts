// A picture of one moment as SVG: what has happened, the lanes, the code with its marked lines, the chain, the variables.

import { type Lane, type Overview, shownLanes } from "./lanes";
import { atLine, type Link } from "./moment";
import { scaleOf, ticks } from "./timeline";
import { fileName, seconds } from "./words";
import type { Thing, World } from "./world";

const WIDTH = 960;
const NAMES = 190;
const ROW = 22;
const LETTER = 7.2;
const MOST_LANES = 24;
const AROUND = 8; // lines of the source on either side

const MARKUP: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function safe(text: string): string {
  return text.replace(/[&<>"]/g, (each) => MARKUP[each]).replace(/[^\t\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "�");
}

/** The SVG document. */
export function picture(world: World, all: Overview, index: number, told: string, lane: Lane | undefined, chain: Link[], object: Thing | undefined): string {
  const parts: string[] = [];
  const text = (x: number, y: number, words: string, look = "") => parts.push(`<text x="${x}" y="${y}" class="${look}" xml:space="preserve">${safe(words)}</text>`);
  const box = (x: number, y: number, width: number, height: number, look: string) =>
    parts.push(`<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(0, width).toFixed(1)}" height="${height}" class="${look}"/>`);
  text(12, 24, `${seconds(world.time / 1e6)} · ${told}`, "title");
  let y = lanes(world, all, index, lane, 40, text, box) + 16;
  const top = y;
  y = code(all, chain, object, y, text, box);
  let side = top + 14;
  text(WIDTH - 400, side, lane ? `await chain of ${lane.name}` : "await chain", "head");
  chain.forEach((link, number) => {
    side += 20;
    const words = link.kind === "frame" ? `${link.name}, ${atLine(link)}${link.status === "running" ? ", runs" : ""}` : link.kind === "wait" ? `waits for ${link.name}` : `${link.name} (library)`;
    text(WIDTH - 400 + Math.min(number, 8) * 12, side, `${number ? "↳ " : ""}${words}`.slice(0, 52), link.kind === "wait" ? "wait" : "");
  });
  side += 32;
  text(WIDTH - 400, side, object ? `variables of ${object.name}` : "variables", "head");
  for (const [name, value] of Object.entries(object?.vars ?? {})) {
    side += 18;
    text(WIDTH - 400, side, `${name} = ${value}`.slice(0, 54), "code");
  }
  const height = Math.max(y, side) + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13">
<style>.title{font-weight:bold;font-size:15px}.head{font-weight:bold}.code,.number{font:12px ui-monospace,monospace}.number,.tick{fill:#777}.wait{fill:#a35200}
.life{fill:#b6bec7}.run{fill:#5b7083}.ready{fill:#e0a030}.chosen{fill:#0a66c2}.bad{fill:#c62828}.now{fill:#d97706}.lit{fill:#ffe08a}.outer{fill:#e3eefb}</style>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

type Text = (x: number, y: number, words: string, look?: string) => void;
type Box = (x: number, y: number, width: number, height: number, look: string) => void;

function lanes(world: World, all: Overview, index: number, chosen: Lane | undefined, top: number, text: Text, box: Box): number {
  const scale = scaleOf(all, index, WIDTH - NAMES - 20, 1, true);
  const rows = shownLanes(all, "", false, chosen).slice(0, MOST_LANES);
  for (const [x, words] of ticks(scale)) text(NAMES + x, top + 12, words, "tick");
  let y = top + 20;
  for (const lane of rows) {
    text(12, y + 15, lane.name.slice(0, Math.floor((NAMES - 16) / LETTER)), lane === chosen ? "head" : "");
    box(NAMES + scale.x(lane.from), y + 10, scale.x(lane.to) - scale.x(lane.from), 2, "life");
    pairs(lane.waits, lane.to, (from, to) => box(NAMES + scale.x(from), y + 8, Math.max(2, scale.x(to) - scale.x(from)), 6, "ready"));
    pairs(lane.runs, lane.to, (from, to) => box(NAMES + scale.x(from), y + 4, Math.max(2, scale.x(to) - scale.x(from)), 14, lane === chosen ? "chosen" : "run"));
    if (lane.end) box(NAMES + scale.x(lane.to), y + 7, 8, 8, lane.end === "done" ? "run" : "bad");
    y += ROW;
  }
  box(NAMES + scale.x(index), top + 2, 2, y - top, "now");
  void world;
  return y;
}

function pairs(found: number[], last: number, each: (from: number, to: number) => void): void {
  for (let at = 0; at < found.length; at += 2) each(found[at], found[at + 1] ?? last);
}

function code(all: Overview, chain: Link[], object: Thing | undefined, top: number, text: Text, box: Box): number {
  const file = object ? (all.functions.get(object.fn)?.file ?? "") : "";
  const lines = all.sources.get(file) ?? [];
  const current = object?.line || chain.find((each) => each.file === file)?.line || 1;
  const outer = new Set(chain.filter((each) => each.file === file).map((each) => each.line));
  text(12, top + 14, fileName(file), "head");
  let y = top + 22;
  for (let line = Math.max(1, current - AROUND); line <= Math.min(lines.length, current + AROUND); line++) {
    if (line === object?.line) box(12, y, WIDTH - 430, 18, "lit");
    else if (outer.has(line)) box(12, y, WIDTH - 430, 18, "outer");
    text(16, y + 13, String(line).padStart(4), "number");
    text(54, y + 13, lines[line - 1].slice(0, Math.floor((WIDTH - 480) / LETTER)), "code");
    y += 18;
  }
  return y;
}
