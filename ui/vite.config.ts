import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The built app goes into the Python package, which serves it.
// `npm run dev` serves it here, with the API from PORT 8000.
const api = [
  "accounts",
  "sessions",
  "me",
  "tokens",
  "users",
  "demo",
  "avees",
  "conversations",
  "orchestrator",
  "events",
];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  build: {
    outDir: "../src/orchestrator/http/ui_dist",
    emptyOutDir: true,
    // Nothing inlined as data: or as a script in the page: the content-security policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index.html", "docs.html"] },
    // The page of the API alone is as large.
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    setupFiles: ["tests/support/setup.ts"],
    unstubGlobals: true,
    testTimeout: 60_000,
    pool: "forks",
    hookTimeout: 60_000,
  },
  server: { proxy: Object.fromEntries(api.map((path) => [`/${path}`, "http://127.0.0.1:8000"])) },
});
