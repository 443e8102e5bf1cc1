// Puts Python and minicoro where the pages load them from: `node tools/bundle.mjs OUT SOURCE…`, each SOURCE a folder
// that goes onto Python's path.  minicoro is compiled by the Python that will run it.

import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { loadPyodide } from "pyodide";

const [out, ...sources] = process.argv.slice(2);
const from = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules", "pyodide");
await mkdir(out, { recursive: true });
for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "python_stdlib.zip", "pyodide-lock.json"]) {
  await copyFile(join(from, name), join(out, name));
}
const wasm = createReadStream(join(from, "pyodide.asm.wasm"));
await pipeline(wasm, createGzip({ level: 9 }), createWriteStream(join(out, "pyodide.asm.wasm.gz")));

const python = await loadPyodide();
sources.forEach((source, number) => {
  python.FS.mkdirTree(`/from/${number}`);
  python.mountNodeFS(`/from/${number}`, source);
});
python.runPython(`
import compileall, py_compile, shutil
from pathlib import Path
for source in sorted(Path("/from").iterdir()):
    shutil.copytree(source, "/bundle", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
where = {"stripdir": "/bundle", "prependdir": "/minicoro"}  # tracebacks leave out what lies in minicoro's own folder
assert compileall.compile_dir("/bundle", quiet=1, legacy=True, invalidation_mode=mode, **where)
for source in Path("/bundle").rglob("*.py"):
    source.unlink()  # half as many files to unpack
shutil.make_archive("/minicoro", "zip", "/bundle")
`);
await writeFile(join(out, "minicoro.zip"), python.FS.readFile("/minicoro.zip"));
