// Draws Graphviz graphs: `node tools/draw.mjs FOLDER` makes an SVG of each file that ends in .dot, and removes that file.

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instance } from "@viz-js/viz";

const [folder] = process.argv.slice(2);
const viz = await instance();
for (const name of (await readdir(folder)).filter((each) => each.endsWith(".dot"))) {
  const graph = await readFile(join(folder, name), "utf8");
  await writeFile(join(folder, name.replace(/dot$/, "svg")), viz.renderString(graph, { format: "svg" }));
  await rm(join(folder, name));
}
