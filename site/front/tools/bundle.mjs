// Puts Python and minicoro where the pages load them from: `node tools/bundle.mjs OUT SOURCE…`, each SOURCE a folder
// that goes onto Python's path.  minicoro is compiled by the Python that will run it.
// Each large file is compressed as a whole, and the worker lets the browser decompress it: servers of plain files do not
// compress, and inside of the archives nothing is compressed, because Python's own decompression is slower than the browser's.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";

const [out, ...sources] = process.argv.slice(2);
const from = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules", "pyodide");
await mkdir(out, { recursive: true });
for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide-lock.json"]) {
  await copyFile(join(from, name), join(out, name));
}
const compress = (name, bytes) => writeFile(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
await compress("pyodide.asm.wasm", await readFile(join(from, "pyodide.asm.wasm")));

const python = await loadPyodide();
sources.forEach((source, number) => {
  python.FS.mkdirTree(`/from/${number}`);
  python.mountNodeFS(`/from/${number}`, source);
});
python.runPython(`
import compileall, py_compile, shutil, zipfile
from pathlib import Path
for source in sorted(Path("/from").iterdir()):
    shutil.copytree(source, "/bundle", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
where = {"stripdir": "/bundle", "prependdir": "/minicoro"}  # tracebacks leave out what lies in minicoro's own folder
assert compileall.compile_dir("/bundle", quiet=1, legacy=True, invalidation_mode=mode, **where)
for source in Path("/bundle").rglob("*.py"):
    source.unlink()  # half as many files to unpack
with zipfile.ZipFile("/minicoro.zip", "w") as archive:
    for file in sorted(Path("/bundle").rglob("*")):
        archive.write(file, file.relative_to("/bundle"))
`);
await compress("minicoro.zip", python.FS.readFile("/minicoro.zip"));

// Pyodide brings its library as sources, and compiles what it imports at each start.  What a first step imports is
// compiled here, and put beside its source, which tracebacks show.
python.runPython(`
import sys
sys.path.insert(0, "/bundle")
import playground
playground.prepare()
Path("main.py").write_text("import asyncio\\nasync def main():\\n    await asyncio.sleep(0)\\nasyncio.run(main())\\n")
for words in (["run", "--explain", "main.py"], ["trace", "--virtual-time", "--explain", "--html", "/trace.html", "main.py"]):
    assert playground.command(words) == 0
library = "/lib/python314.zip/"
used = sorted({file for each in sys.modules.values() if (file := str(getattr(each, "__file__", ""))).startswith(library)})
with zipfile.ZipFile(library[:-1]) as published, zipfile.ZipFile("/library.zip", "w") as archive:
    for name in published.namelist():
        archive.writestr(name, published.read(name))
    for file in used:
        name = file.removeprefix(library)
        Path("/module.py").write_bytes(published.read(name))
        archive.write(py_compile.compile("/module.py", "/module.pyc", file, doraise=True, invalidation_mode=mode), name + "c")
`);
await compress("python_stdlib.zip", python.FS.readFile("/library.zip"));
