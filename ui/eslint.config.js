import { readdirSync } from "node:fs";

import stylistic from "@stylistic/eslint-plugin";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));
const banned = (patterns) => ({
  "no-restricted-imports": [
    "error",
    { patterns: [{ group: ["./*", "../*"], message: "write the path from src: ~/…" }, ...patterns] },
  ],
});
const aboveShared = { group: ["~/features/**", "~/app/**"], message: "shared code is below everything" };
const aboveFeatures = { group: ["~/app/**"], message: "the app is above its features" };
const besides = (feature) => ({
  group: features.filter((other) => other !== feature).map((other) => `~/features/${other}/**`),
  message: "features do not import each other: move what both need to shared, or compose them in the app",
});

export default tseslint.config(
  { ignores: ["node_modules", "src/shared/schema.gen.ts", "*.config.js", "*.config.ts", ".dependency-cruiser.js"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "react-hooks": hooks, "@stylistic": stylistic },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@stylistic/max-len": ["error", { code: 120 }],
      "max-lines": ["error", 300],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "off",
      // The query client renamed its methods recently; the old names work until its next major version.
      "@typescript-eslint/no-deprecated": "off",
    },
  },
  // Imports point down: app > features > shared. Every folder of features/ gets its own rule, so a new one is covered.
  { files: ["src/**"], rules: banned([]) },
  { files: ["src/shared/**"], rules: banned([aboveShared]) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: banned([aboveFeatures, besides(feature)]),
  })),
);
