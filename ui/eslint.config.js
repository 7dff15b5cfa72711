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

const WRITTEN_BY_PEOPLE =
  "content|original_message|message_content|last_message|question_pattern|answer_content|context_summary|draft_answer|" +
  "display_name|creator_name|asker_name|asker_display_name|avee_display_name|document_title|persona|comment|excerpt";
// What people wrote is shown in the direction of its own script: an Arabic name in an English page, and the reverse.
const written = [
  {
    selector:
      "JSXElement:not([openingElement.name.name=/^(PersonText|PersonTitle|PersonName|bdi|Markdown)$/])" +
      ` > JSXExpressionContainer > MemberExpression[property.name=/^(${WRITTEN_BY_PEOPLE})$/]`,
    message: "people wrote this: show it in PersonText, PersonTitle or PersonName",
  },
];
// Things that are done in one way in the whole app.
const oneWay = [
  {
    selector: "BinaryExpression[operator='*'] > Literal[value=100].right",
    message: "show shares with ~/shared/percent",
  },
  { selector: "ImportSpecifier[imported.name='FileButton']", message: "use ~/shared/ui/PickFiles" },
];

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
      "no-restricted-syntax": ["error", ...written, ...oneWay],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "off",
      // The query client renamed its methods recently; the old names work until its next major version.
      "@typescript-eslint/no-deprecated": "off",
    },
  },
  {
    files: ["src/shared/percent.ts", "src/shared/ui/PickFiles.tsx", "tests/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  // Imports point down: app > features > shared. Every folder of features/ gets its own rule, so a new one is covered.
  { files: ["src/**"], rules: banned([]) },
  { files: ["src/shared/**"], rules: banned([aboveShared]) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: banned([aboveFeatures, besides(feature)]),
  })),
);
