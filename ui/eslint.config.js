import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = ["account", "chat", "inbox", "knowledge", "metrics", "policy"];
const banned = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default tseslint.config(
  { ignores: ["node_modules", "src/shared/schema.gen.ts", "*.config.js", "*.config.ts"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "off",
      // The query client renamed its methods of late; the old ones stand until its next major version.
      "@typescript-eslint/no-deprecated": "off",
    },
  },
  // Arrows point down: app > features > shared, and features are strangers to each other.
  { files: ["src/shared/**"], rules: banned([{ group: ["~/features/*", "~/app/*"], message: "shared code is below everything" }]) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: banned([
      { group: ["~/app/*"], message: "the app is above its features" },
      { group: features.filter((other) => other !== feature).map((other) => `~/features/${other}/*`), message: "features do not import each other" },
    ]),
  })),
);
