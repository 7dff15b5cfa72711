/** What eslint.config.js cannot see: cycles over several files. Imports of types count too. */
export default {
  forbidden: [
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphan",
      comment: "A file that nothing imports is dead, unless a page or a test runner starts from it.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: ["^src/(main|docs)\\.tsx?$", "^src/widget/(launcher|frame/main)\\.ts$", "\\.d\\.ts$", "^tests/"],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
