import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

// One HTML file with everything in it: it opens from disk and asks no network for anything.
export default defineConfig({
  plugins: [viteSingleFile()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "dist", target: "es2023", cssTarget: ["chrome123", "firefox120", "safari17.5"] }, // those with light-dark()
});
