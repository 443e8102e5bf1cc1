// Light or dark: as the system has it, or as the page says that this one belongs to.

export type Theme = "light" | "dark";

const CHANGED = "minicoro-theme";

export function isTheme(value: unknown): value is Theme {
  return value === "light" || value === "dark";
}

export function theme(): Theme {
  const asked = document.documentElement.style.colorScheme;
  if (isTheme(asked)) return asked;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function setTheme(asked: Theme): void {
  document.documentElement.style.colorScheme = asked;
  dispatchEvent(new Event(CHANGED));
}

// Call a function now and at each change.  A page that shows this one in a frame sends the message { theme: "dark" }.
export function follow(changed: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  addEventListener(CHANGED, changed);
  addEventListener("message", (message: MessageEvent<{ theme?: unknown } | null>) => {
    if (message.source === parent && parent !== window && isTheme(message.data?.theme)) setTheme(message.data.theme);
  });
  changed();
}

// What the reader has chosen on the other pages of this site, whose theme (Material) keeps it; null if nothing.
export function kept(): Theme | null {
  try {
    const site = new URL("../", document.baseURI).pathname;
    const palette = JSON.parse(localStorage.getItem(`${site}.__palette`) ?? "null") as { color?: { scheme?: string } } | null;
    return palette?.color?.scheme ? (palette.color.scheme === "slate" ? "dark" : "light") : null;
  } catch {
    return null;
  }
}
