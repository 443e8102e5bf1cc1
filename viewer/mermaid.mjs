// Whether Mermaid's own parser takes the files: `node mermaid.mjs FILE ...`. A line for each that it does not take.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
let wrong = 0;
for (const file of process.argv.slice(2)) {
  try {
    await mermaid.parse(readFileSync(file, "utf8"));
  } catch (error) {
    wrong += 1;
    console.log(`${file}: ${error}`);
  }
}
process.exitCode = wrong ? 1 : 0;
