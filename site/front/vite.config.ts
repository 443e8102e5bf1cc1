import { resolve } from "node:path";
import { defineConfig } from "vite";

// Plain files with relative addresses: they work from any static server and from a sub-path.
export default defineConfig({
  base: "./",
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // those with light-dark()
    rollupOptions: { input: ["index.html", "embed.html"].map((name) => resolve(import.meta.dirname, name)) },
  },
});
