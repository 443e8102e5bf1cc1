// The workers of a page: one waits, ready, for the next program.

import type { Answer, Ask } from "./worker";
import PythonWorker from "./worker?worker";

export interface Listener {
  progress(text: string): void;
  output(stream: "out" | "err", text: string): void;
}

export interface Outcome {
  code: number;
  result?: string;
}

export class Stopped extends Error {}

class Process {
  readonly ready: Promise<void>;
  private readonly worker = new PythonWorker();
  private listener: Listener | null = null;
  private progress = "loading Python…";
  private finish: ((outcome: Outcome) => void) | null = null;
  private fail: (error: Error) => void = () => undefined;

  constructor(base: string) {
    this.ready = new Promise((resolve, reject) => {
      this.fail = reject;
      this.worker.onerror = (event) => this.fail(new Error(event.message || "the worker could not be started"));
      this.worker.onmessage = (message: MessageEvent<Answer>) => this.hear(message.data, resolve);
    });
    this.ready.catch(() => undefined); // told where somebody waits for it
    this.ask({ kind: "start", base });
  }

  private hear(answer: Answer, ready: () => void): void {
    if (answer.kind === "ready") ready();
    else if (answer.kind === "progress") this.listener?.progress((this.progress = answer.text));
    else if (answer.kind === "output") this.listener?.output(answer.stream, answer.text);
    else if (answer.kind === "done") this.finish?.(answer);
    else this.fail(new Error(answer.text));
  }

  private ask(question: Ask): void {
    this.worker.postMessage(question);
  }

  async run(source: string, words: string[], listener: Listener, result?: string): Promise<Outcome> {
    this.listener = listener;
    listener.progress(this.progress);
    await this.ready;
    listener.progress("running…");
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
      this.ask({ kind: "run", source, words, result });
    });
  }

  stop(): void {
    this.worker.terminate();
    this.fail(new Stopped());
  }
}

export class Python {
  private waiting: Process | null = null;
  private running: Process | null = null;

  constructor(private readonly base: string) {}

  // Load Python now, so that it is there when it is wanted.
  prepare(): Promise<void> {
    this.waiting ??= new Process(this.base);
    return this.waiting.ready;
  }

  async run(source: string, words: string[], listener: Listener, result?: string): Promise<Outcome> {
    this.stop();
    void this.prepare();
    const process = this.waiting!;
    this.waiting = null;
    this.running = process;
    try {
      return await process.run(source, words, listener, result);
    } finally {
      process.stop();
      if (this.running === process) this.running = null;
      void this.prepare();
    }
  }

  stop(): void {
    this.running?.stop();
    this.running = null;
  }
}
