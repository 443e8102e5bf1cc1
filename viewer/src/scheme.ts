// Light or dark: as the system has it, or as the page says that shows this one in a frame.
//
// The address may have `theme=dark` or `theme=light`, and the outer page may send the message { theme: "dark" }.

export const SCHEME = "minicoro-scheme"; // the event that tells the page of a change

function set(theme: unknown): void {
  if (theme !== "dark" && theme !== "light") return;
  document.documentElement.style.colorScheme = theme;
  dispatchEvent(new Event(SCHEME));
}

export function followScheme(): void {
  set(new URLSearchParams(location.hash.slice(1)).get("theme"));
  addEventListener("message", (message) => message.source === parent && set((message.data as { theme?: unknown } | null)?.theme));
}
