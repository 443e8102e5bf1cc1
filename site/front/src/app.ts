// The playground: write a program, run it, step through it, look at its machines.

import "./app.css";
import { Editor } from "./editor";
import { made, Tabs, Text } from "./page";
import { type Outcome, Python, Stopped } from "./python";
import { packed, parameters, unpacked } from "./share";
import { follow, isTheme, kept, setTheme, theme } from "./theme";

const KEPT = "minicoro.program";
const REST = 600; // milliseconds without a change after which the machine of the function under the cursor is shown
const TRACE = "/tmp/trace.html";
const COMPACT = document.body.dataset.mode === "compact";
const FIRST = `import asyncio


async def worker(name, seconds):
    print(name, "starts")
    await asyncio.sleep(seconds)
    print(name, "is done")
    return seconds


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(worker("a", 2))
        b = group.create_task(worker("b", 1))
    print(a.result() + b.result())


asyncio.run(main())
`;

interface Program {
  name: string;
  group: string;
  source: string;
}

class Playground {
  private readonly python = new Python(new URL("python/", document.baseURI).href);
  private readonly output = new Text(true);
  private readonly machine = new Text(false);
  private readonly tabs = new Tabs();
  private readonly status = made("span", { textContent: "loading Python…" });
  private readonly runButton = made("button", { type: "button", className: "first", textContent: "Run", title: "Ctrl+Enter" });
  private readonly stepButton = made("button", { type: "button", textContent: "Step through", title: "Ctrl+Shift+Enter" });
  private readonly stopButton = made("button", { type: "button", textContent: "Stop", disabled: true });
  private readonly explain = made("input", { type: "checkbox", checked: true });
  private readonly expressions = made("input", { type: "checkbox" });
  private readonly steps = made("div", { className: "hint", textContent: "“Step through” runs the program and shows each of its steps here." });
  private stepsPanel: HTMLElement;
  private editor: Editor;
  private shownLine = 0;
  private resting: number | undefined;
  private showColours = () => undefined as void;

  constructor(source: string) {
    const place = made("div", { className: "editor" });
    this.tabs.add("Output", this.output.node);
    this.output.node.setAttribute("role", "log");
    this.output.empty = "Python is being loaded. A program can already be written; “Run” waits for Python.";
    this.output.node.setAttribute("aria-live", "polite");
    this.stepsPanel = this.tabs.add("Steps", this.steps);
    this.machine.node.classList.add("wide");
    this.tabs.add("Machine", this.machine.node, () => void this.showMachine());
    document.body.append(this.header(), made("main", {}, place, this.tabs.node), this.footer());
    this.editor = new Editor(place, source, (text) => this.keep(text), () => this.moved(), () => void this.run(), () => void this.step());
    follow(() => {
      this.editor.setDark(theme() === "dark");
      this.showColours();
    });
    this.runButton.addEventListener("click", () => void this.run());
    this.stepButton.addEventListener("click", () => void this.step());
    this.stopButton.addEventListener("click", () => this.python.stop());
    void this.loadPython();
  }

  private header(): HTMLElement {
    const edit = made("button", { type: "button", className: "edit", textContent: "Edit" });
    edit.addEventListener("click", () => this.edit());
    const header = made("header", {}, this.runButton, this.stepButton, this.stopButton, edit);
    header.append(made("label", { className: "tick" }, this.expressions, "each expression"));
    header.append(made("label", { className: "tick" }, this.explain, "explain"));
    if (COMPACT) {
      const open = made("button", { type: "button", textContent: "Playground", title: "Open the program in the playground" });
      open.addEventListener("click", () => void this.openWhole());
      header.append(made("span", { className: "space" }), open);
      return header;
    }
    header.prepend(made("h1", {}, made("a", { href: "../", textContent: "minicoro" }), " playground"));
    const share = made("button", { type: "button", className: "rare", textContent: "Share" });
    share.addEventListener("click", () => void this.share());
    const terminal = made("button", { type: "button", className: "rare", textContent: "Open in the terminal" });
    terminal.addEventListener("click", () => this.tellCommand());
    header.append(made("span", { className: "space" }), this.programs(), share, terminal);
    return header;
  }

  private footer(): HTMLElement {
    const footer = made("footer", {}, this.status);
    this.status.setAttribute("role", "status");
    footer.append(made("span", { className: "about", textContent: "Time is virtual: a sleep costs nothing. Nothing leaves this page." }));
    return footer;
  }

  private programs(): HTMLElement {
    const choice = made("select", {}, made("option", { textContent: "Load a program…", value: "" }));
    choice.setAttribute("aria-label", "Load a program");
    void fetch(new URL("programs.json", document.baseURI)).then(async (found) => {
      const programs = found.ok ? ((await found.json()) as Program[]) : [];
      for (const group of new Set(programs.map((program) => program.group))) {
        const inside = made("optgroup", { label: group });
        programs.forEach((program, number) => {
          if (program.group === group) inside.append(made("option", { textContent: program.name, value: String(number) }));
        });
        choice.append(inside);
      }
      choice.addEventListener("change", () => {
        const program = programs[Number(choice.value)];
        if (choice.value && program) this.editor.source = program.source;
        choice.value = "";
      });
    });
    return choice;
  }

  private keep(source: string): void {
    if (COMPACT) return;
    try {
      localStorage.setItem(KEPT, source);
    } catch {
      this.tell("this browser keeps nothing for this page: the program is gone when the page is");
    }
  }

  private tell(text: string, more = ""): void {
    this.status.textContent = text;
    this.status.title = more;
  }

  private async loadPython(): Promise<void> {
    try {
      await this.python.prepare();
      if (!this.stopButton.disabled) return;
      this.tell("ready");
      this.output.empty = "“Run” shows the output of the program here.";
      document.body.dataset.ready = "yes";
    } catch (error) {
      this.tell(`Python could not be loaded: ${String(error)}`);
    }
  }

  // at: when the text of the last command goes.
  private async command(words: string[], into: Text, result?: string, at: "once" | "first output" = "once"): Promise<Outcome | null> {
    const began = performance.now();
    let clear = ""; // what `--explain` says when it has found nothing: it stands below the output
    let stale = at === "first output";
    const output = (stream: "out" | "err", text: string) => {
      if (stale) into.clear();
      stale = false;
      if (text.startsWith("explain: nothing ")) clear = text;
      else into.write(text, text.startsWith("explain:") ? "explain" : stream);
    };
    if (!stale) into.clear();
    into.empty = "";
    this.stopButton.disabled = false;
    try {
      const listener = { progress: (text: string) => this.tell(text), output };
      const outcome = await this.python.run(this.editor.source, words, listener, result);
      into.empty = "(no output)";
      this.tell(`exit code ${outcome.code}, after ${((performance.now() - began) / 1000).toFixed(1)} s${clear && ` · ${clear.split(";")[0]}`}`, clear);
      return outcome;
    } catch (error) {
      into.write(error instanceof Stopped ? "\nstopped\n" : `\n${String(error)}\n`, "note");
      this.tell(error instanceof Stopped ? "stopped" : "failed");
      return null;
    } finally {
      this.stopButton.disabled = true;
    }
  }

  async run(): Promise<void> {
    this.tabs.show("Output");
    await this.command(["run", ...(this.explain.checked ? ["--explain"] : []), "main.py"], this.output);
  }

  async step(): Promise<void> {
    const words = ["trace", "--virtual-time", "--html", TRACE];
    if (this.expressions.checked) words.push("--expressions");
    if (this.explain.checked) words.push("--explain");
    this.tabs.show("Output");
    const outcome = await this.command([...words, "main.py"], this.output, TRACE);
    if (outcome?.result === undefined) return;
    // The trace is the program's: the page that shows it has no rights here.
    const viewer = made("iframe", { className: "viewer", title: "The steps of the program" });
    viewer.setAttribute("sandbox", "allow-scripts allow-downloads"); // of the picture of a moment
    viewer.srcdoc = outcome.result;
    const colours = () => viewer.contentWindow?.postMessage({ theme: theme() }, "*");
    viewer.addEventListener("load", () => {
      colours();
      document.body.dataset.stepped = "yes";
    });
    this.showColours = colours;
    this.stepsPanel.replaceChildren(viewer);
    this.tabs.show("Steps");
  }

  private async showMachine(): Promise<void> {
    if (!this.stopButton.disabled) return;
    this.shownLine = this.editor.line;
    await this.command(["machine", String(this.shownLine)], this.machine, undefined, "first output");
    if (this.shownLine !== this.editor.line) this.moved();
  }

  // The cursor or the program has changed.
  private moved(): void {
    clearTimeout(this.resting);
    if (this.tabs.shown === "Machine") this.resting = setTimeout(() => void this.showMachine(), REST);
  }

  // Of a small page, whose steps have taken the editor's room.
  private edit(): void {
    this.tabs.show("Output");
    this.editor.focus();
  }

  private async share(): Promise<void> {
    const address = new URL(location.href);
    address.hash = `code=${await packed(this.editor.source)}`;
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address.href);
      this.tell("the address is on the clipboard: the program is in it");
    } catch {
      this.tell("the program is in the address of this page now");
    }
  }

  private async openWhole(): Promise<void> {
    const address = new URL("index.html", document.baseURI);
    address.hash = `code=${await packed(this.editor.source)}`;
    window.open(address, "_blank", "noopener");
  }

  private tellCommand(): void {
    const file = made("a", { download: "main.py", href: URL.createObjectURL(new Blob([this.editor.source], { type: "text/x-python" })) });
    file.click();
    URL.revokeObjectURL(file.href);
    this.tabs.show("Output");
    this.output.clear();
    this.output.write("main.py is among your downloads.  In a terminal:\n\n", "note");
    this.output.write("pip install .  # in a copy of the repository of minicoro\nminicoro run main.py\nminicoro trace --html trace.html main.py\n");
  }
}

async function begin(): Promise<void> {
  const asked = parameters();
  let source: string | null = null;
  try {
    source = asked.has("code") ? await unpacked(asked.get("code")!) : COMPACT ? null : localStorage.getItem(KEPT);
  } catch {
    source = "# The program in this page's address can't be read: the address is not whole.\n";
  }
  const colours = COMPACT ? asked.get("theme") : kept();
  if (isTheme(colours)) setTheme(colours);
  // Another page of this site, in another tab, has chosen a theme.
  if (!COMPACT) addEventListener("storage", () => isTheme(kept()) && setTheme(kept()!));
  const playground = new Playground(source ?? FIRST);
  const act = asked.get("do");
  if (act === "run") void playground.run();
  if (act === "step") void playground.step();
}

void begin();
