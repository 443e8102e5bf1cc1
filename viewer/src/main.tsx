import { render } from "preact";
import { App } from "./app";
import { Trace } from "./events";
import { overview } from "./lanes";
import "./style.css";
import { Worlds } from "./world";

const trace = new Trace(document);
const root = document.getElementById("viewer")!;
if (trace.length === 0) {
  root.textContent = "This page holds no trace. It is written by: minicoro trace --html OUT FILE";
} else {
  const all = overview(trace);
  document.title = `${all.program} · minicoro`;
  render(<App trace={trace} all={all} worlds={new Worlds(trace)} />, root);
}
