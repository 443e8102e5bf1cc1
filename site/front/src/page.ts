// The parts of the page, made once.  Text from programs is only ever put in as text.

export function made<K extends keyof HTMLElementTagNameMap>(
  kind: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = Object.assign(document.createElement(kind), properties);
  node.append(...inside);
  return node;
}

// A text that grows: what is written is shown in the next frame, and a part of a text without end.
export class Text {
  private static readonly MOST = 400_000;
  readonly node = made("pre", { className: "text", tabIndex: 0 });
  private waiting: { text: string; kind: string }[] = [];
  private length = 0;

  // follows: what is written last is in sight.
  constructor(private readonly follows: boolean) {}

  // What is shown while there is no text.
  set empty(text: string) {
    this.node.dataset.empty = text;
  }

  clear(): void {
    this.waiting = [];
    this.length = 0;
    this.node.replaceChildren();
  }

  write(text: string, kind: "out" | "err" | "explain" | "note" = "out"): void {
    if (this.length > Text.MOST && kind !== "note") return;
    this.length += text.length;
    if (this.length > Text.MOST && kind !== "note") text += "\n… more output is not shown\n";
    const last = this.waiting.at(-1);
    if (last?.kind === kind) last.text += text;
    else {
      if (!this.waiting.length) requestAnimationFrame(() => this.show());
      this.waiting.push({ text, kind });
    }
  }

  private show(): void {
    for (const { text, kind } of this.waiting) {
      this.node.append(kind === "out" ? text : made("span", { className: kind }, text));
    }
    this.waiting = [];
    const panel = this.node.parentElement;
    if (panel && this.follows) panel.scrollTop = panel.scrollHeight;
  }
}

// Tabs as the ARIA practices have them: arrow keys go from tab to tab.
export class Tabs {
  shown = "";
  readonly node = made("div", { className: "results" });
  private readonly list = made("div");
  private readonly tabs = new Map<string, { tab: HTMLButtonElement; panel: HTMLElement; shown: () => void }>();

  constructor() {
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Results");
    this.node.append(this.list);
    this.list.addEventListener("keydown", (event) => this.go(event));
  }

  add(name: string, inside: Node, shown: () => void = () => undefined): HTMLElement {
    const tab = made("button", { type: "button", id: `tab-${name}`, textContent: name });
    const panel = made("div", { id: `panel-${name}`, hidden: true }, inside);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => this.show(name));
    this.tabs.set(name, { tab, panel, shown });
    this.list.append(tab);
    this.node.append(panel);
    if (this.tabs.size === 1) this.show(name);
    return panel;
  }

  show(name: string): void {
    this.shown = name;
    for (const [other, { tab, panel }] of this.tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      panel.hidden = other !== name;
    }
    this.tabs.get(name)?.shown();
  }

  private go(event: KeyboardEvent): void {
    const names = [...this.tabs.keys()];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = names.findIndex((name) => this.tabs.get(name)!.tab === document.activeElement);
    const next = names[(at + step + names.length) % names.length]!;
    this.show(next);
    this.tabs.get(next)!.tab.focus();
  }
}
