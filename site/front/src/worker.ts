// Python in a worker.  One worker runs one program: what a program changes in its process is gone with the worker,
// and a program that never ends is stopped by ending the worker.

import type { PyodideInterface } from "pyodide";

export type Ask =
  | { kind: "start"; base: string }
  | { kind: "run"; source: string; words: string[]; result?: string };

export type Answer =
  | { kind: "progress"; text: string }
  | { kind: "ready" }
  | { kind: "output"; stream: "out" | "err"; text: string }
  | { kind: "done"; code: number; result?: string }
  | { kind: "failed"; text: string };

const FOLDER = "/home/pyodide";
const FILE = "main.py";

let python: PyodideInterface;

function tell(answer: Answer): void {
  postMessage(answer);
}

// The large files lie compressed beside the page: servers of plain files do not compress.
function serveUncompressed(base: string): void {
  const fetchFile = self.fetch.bind(self);
  self.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const type = { wasm: "application/wasm", zip: "application/zip" }[address.split(".").at(-1)!];
    if (!address.startsWith(base) || type === undefined) return fetchFile(input, init);
    const found = await fetchFile(`${address}.gz`, init);
    if (!found.ok || found.body === null) return found;
    const body = found.body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "Content-Type": type } });
  };
}

async function start(base: string): Promise<void> {
  serveUncompressed(base);
  tell({ kind: "progress", text: "loading Python…" });
  const bundle = fetch(`${base}minicoro.zip`).then((found) => {
    if (!found.ok) throw new Error(`can't load ${found.url}: ${found.status}`);
    return found.arrayBuffer();
  });
  const { loadPyodide } = (await import(/* @vite-ignore */ `${base}pyodide.mjs`)) as typeof import("pyodide");
  python = await loadPyodide({ indexURL: base });
  python.unpackArchive(await bundle, "zip", { extractDir: "/minicoro" });
  tell({ kind: "progress", text: "loading minicoro…" });
  python.runPython("import sys; sys.path.insert(0, '/minicoro'); import playground; playground.prepare()");
  tell({ kind: "ready" });
}

function listen(stream: "out" | "err"): { write: (bytes: Uint8Array) => number } {
  const decoder = new TextDecoder();
  return {
    write: (bytes) => {
      tell({ kind: "output", stream, text: decoder.decode(bytes.slice(), { stream: true }) });
      return bytes.length;
    },
  };
}

function run(source: string, words: string[], result?: string): void {
  python.FS.writeFile(`${FOLDER}/${FILE}`, source);
  python.setStdout(listen("out"));
  python.setStderr(listen("err"));
  const command = python.globals.get("playground").command as (words: string[]) => number;
  const code = command(words);
  let made: string | undefined;
  if (result !== undefined && python.FS.analyzePath(result).exists) {
    made = python.FS.readFile(result, { encoding: "utf8" }) as string;
  }
  tell({ kind: "done", code, result: made });
}

self.onmessage = async (message: MessageEvent<Ask>) => {
  try {
    if (message.data.kind === "start") await start(message.data.base);
    else run(message.data.source, message.data.words, message.data.result);
  } catch (error) {
    tell({ kind: "failed", text: String(error) });
  }
};
