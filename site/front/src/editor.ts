// The editor: CodeMirror with Python's colours and completion.

import { python } from "@codemirror/lang-python";
import { oneDark } from "@codemirror/theme-one-dark";
import { basicSetup, EditorView } from "codemirror";
import { Compartment, EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { indentUnit } from "@codemirror/language";

export class Editor {
  private readonly view: EditorView;
  private readonly look = new Compartment();

  constructor(parent: HTMLElement, source: string, changed: (source: string) => void, moved: () => void, run: () => void, step: () => void) {
    const act = (what: () => void) => () => {
      what();
      return true;
    };
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: source,
        extensions: [
          keymap.of([
            { key: "Mod-Enter", run: act(run) },
            { key: "Mod-Shift-Enter", run: act(step) },
          ]),
          basicSetup,
          python(),
          indentUnit.of("    "),
          this.look.of([]),
          EditorView.contentAttributes.of({ "aria-label": "The program" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(this.source);
            if (update.selectionSet || update.docChanged) moved();
          }),
        ],
      }),
    });
  }

  setDark(dark: boolean): void {
    this.view.dispatch({ effects: this.look.reconfigure(dark ? oneDark : []) });
  }

  get source(): string {
    return this.view.state.doc.toString();
  }

  set source(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  // The number of the line that the cursor stands in, from 1.
  get line(): number {
    return this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
  }
}
