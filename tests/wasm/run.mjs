// node run.mjs PYODIDE WHEEL LARK: minicoro in Pyodide, from local files. Prints one line of JSON for each thing tried.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, wheel, lark, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide();
const site = python.runPython("import site; site.getsitepackages()[0]");
for (const file of [wheel, lark]) python.unpackArchive(new Uint8Array(readFileSync(file)), "zip", { extractDir: site });
console.log(python.runPython(readFileSync(program, "utf8")));
