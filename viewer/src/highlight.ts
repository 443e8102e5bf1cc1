// Python in colours: for each line of a source, its pieces and their classes.  Text stays text: nothing becomes HTML.

import python from "highlight.js/lib/languages/python";
import { createLowlight } from "lowlight";

export type Piece = [text: string, look: string];

const lowlight = createLowlight({ python });
const MOST = 200_000; // characters: of a longer text, colours would take too long
const known = new WeakMap<string[], Piece[][]>();

interface Node {
  type: string;
  value?: string;
  properties?: { className?: string[] };
  children?: Node[];
}

/** The pieces of each line; one piece without a class where nothing is known. */
export function coloured(lines: string[]): Piece[][] {
  let found = known.get(lines);
  if (!found) {
    const text = lines.join("\n");
    found = text.length > MOST ? lines.map((line) => [[line, ""]]) : split(lowlight.highlight("python", text) as unknown as Node);
    known.set(lines, found);
  }
  return found;
}

function split(root: Node): Piece[][] {
  const lines: Piece[][] = [[]];
  const visit = (node: Node, look: string) => {
    if (node.type === "text") {
      (node.value ?? "").split("\n").forEach((part, number) => {
        if (number) lines.push([]);
        if (part) lines[lines.length - 1].push([part, look]);
      });
    }
    for (const child of node.children ?? []) visit(child, node.properties?.className?.[0] ?? look);
  };
  visit(root, "");
  return lines;
}
