// The built page goes into the Python package, where `minicoro trace --html` finds it.
import { copyFileSync, mkdirSync } from "node:fs";

const target = new URL("../minicoro/observe/data/", import.meta.url);
mkdirSync(target, { recursive: true });
copyFileSync(new URL("dist/index.html", import.meta.url), new URL("viewer.html", target));
