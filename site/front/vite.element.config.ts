import { resolve } from "node:path";
import { defineConfig } from "vite";

// One classic script: a page on another host may load it without that host's permission.
export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: resolve(import.meta.dirname, "src/minicoro-run.ts"), formats: ["iife"], name: "minicoroRun", fileName: () => "minicoro-run.js" },
  },
});
