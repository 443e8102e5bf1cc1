import { render } from "preact";
import { App } from "./app";
import { Trace } from "./events";
import { overview } from "./lanes";
import "./style.css";
import { Worlds } from "./world";

const AT_ONCE = 400; // milliseconds in which a trace of some 50,000 events is read

const trace = new Trace(document);
const root = document.getElementById("viewer")!;
if (trace.length === 0) {
  root.textContent = "This page holds no trace. It is written by: minicoro trace --html OUT FILE";
} else {
  const { all, more } = overview(trace);
  more(AT_ONCE);
  document.title = `${all.program} · minicoro`;
  render(<App trace={trace} all={all} more={more} worlds={new Worlds(trace)} />, root);
}
