// <minicoro-run>: a program in a page, with buttons to run it and to step through it.
//
//   <script src="https://…/play/minicoro-run.js"></script>
//   <minicoro-run>
//   async def main(): …
//   </minicoro-run>
//
// The program is the element's text.  Attributes: `height` (pixels; 420 to run, 640 to step), `start` ("run" or "step": at once).
// The program runs in a frame from where this script lies: nothing of it is sent anywhere.

import { packed } from "./share";

const HERE = (document.currentScript as HTMLScriptElement).src;

const STYLE = `
  minicoro-run { display: block; margin: 1em 0; }
  .minicoro-program { padding: .6em .9em; border-radius: 6px; background: #8881; overflow-x: auto; }
  minicoro-run .minicoro-buttons { display: flex; gap: .5em; margin: .3em 0; }
  .minicoro-buttons button { font: inherit; font-size: .85em; padding: .15em .9em; border: 1px solid #8886; border-radius: 4px;
    background: #8881; color: inherit; cursor: pointer; }
  .minicoro-buttons button:hover, .minicoro-buttons button:focus-visible { background: #8883; }
  minicoro-run iframe { width: 100%; border: 1px solid #8886; border-radius: 6px; display: block; }
`;

function dedented(text: string): string {
  const lines = text.replace(/^\s*\n/, "").trimEnd().split("\n");
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join("\n")}\n`;
}

// Whether the text around a program is light, as on a dark page.
function theme(place: HTMLElement): "light" | "dark" {
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.fillStyle = getComputedStyle(place).color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return red! + green! + blue! > 382 ? "dark" : "light";
}

class MinicoroRun extends HTMLElement {
  private source = "";

  connectedCallback(): void {
    if (this.source) return;
    // The text may not be there yet while the page is still read.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.begin());
    else this.begin();
  }

  private begin(): void {
    const shown = this.querySelector("pre");
    // What other scripts of the page may have put beside the program (a button to copy it) is none of it.
    this.source = dedented((shown?.querySelector("code") ?? shown ?? this).textContent ?? "");
    if (!shown) {
      const pre = document.createElement("pre");
      pre.className = "minicoro-program";
      pre.textContent = this.source;
      this.replaceChildren(pre);
    }
    const buttons = document.createElement("div");
    buttons.className = "minicoro-buttons";
    for (const [what, label] of [["run", "Run"], ["step", "Step through"]] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => void this.open(what));
      buttons.append(button);
    }
    this.append(buttons);
    const start = this.getAttribute("start");
    if (start === "run" || start === "step") void this.open(start);
  }

  private async open(what: "run" | "step"): Promise<void> {
    const frame = document.createElement("iframe");
    frame.title = "minicoro: the program, its output and its steps";
    frame.height = this.getAttribute("height") ?? (what === "run" ? "420" : "640");
    frame.src = `${new URL("embed.html", HERE).href}#code=${await packed(this.source)}&do=${what}&theme=${theme(this)}`;
    this.replaceChildren(frame);
    // The page may have a button for its colours, which sets an attribute of one of these.
    const watch = new MutationObserver(() => frame.contentWindow?.postMessage({ theme: theme(this) }, "*"));
    for (const node of [document.documentElement, document.body]) watch.observe(node, { attributes: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => frame.contentWindow?.postMessage({ theme: theme(this) }, "*"));
  }
}

if (!customElements.get("minicoro-run")) {
  const style = document.createElement("style");
  style.textContent = STYLE;
  document.head.append(style);
  customElements.define("minicoro-run", MinicoroRun);
}
