import { defineConfig, type UserConfig } from "vite";

// What other sites load, in bundles of its own beside the app's: `--mode script` builds widget.js, any other mode the
// page of its frame. Both run after the app's build, which empties the folder.
const common: UserConfig = {
  publicDir: false,
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
};
const outDir = "../src/orchestrator/http/ui_dist";

export default defineConfig(({ mode }) => ({
  ...common,
  build: {
    outDir,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2020",
    ...(mode === "script"
      ? {
          lib: {
            entry: "src/widget/launcher.ts",
            formats: ["iife"],
            name: "orchestrator",
            fileName: () => "widget.js",
          },
        }
      : { rolldownOptions: { input: ["embed.html"] } }),
  },
}));
