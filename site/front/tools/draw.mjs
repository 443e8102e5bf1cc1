// Draws Graphviz graphs: `node tools/draw.mjs FOLDER` makes an SVG of each file in it, at any depth, that ends in .dot,
// and removes that file.

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instance } from "@viz-js/viz";

const [folder] = process.argv.slice(2);
const viz = await instance();
for (const name of (await readdir(folder, { recursive: true })).filter((each) => each.endsWith(".dot"))) {
  // Of the fonts of which Graphviz knows the widths without asking the system, this one is as wide as browsers' monospace.
  const graph = (await readFile(join(folder, name), "utf8")).replaceAll("fontname=monospace", "fontname=Courier");
  await writeFile(join(folder, name.replace(/dot$/, "svg")), viz.renderString(graph, { format: "svg" }));
  await rm(join(folder, name));
}
