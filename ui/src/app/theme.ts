/** Colours that pass WCAG 2.2 AA in light and dark, and defaults for every component. */
import { createTheme, type CSSVariablesResolver, DEFAULT_THEME, TagsInput, Textarea, TextInput } from "@mantine/core";

/** What a person types runs in the direction of its own script. */
const OF_ITS_SCRIPT = { dir: "auto" };
const IN_OWN_DIRECTION = { defaultProps: { attributes: { input: OF_ITS_SCRIPT } } };

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: "md",
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: { fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    TextInput: TextInput.extend(IN_OWN_DIRECTION),
    Textarea: Textarea.extend(IN_OWN_DIRECTION),
    TagsInput: TagsInput.extend({ defaultProps: { attributes: { inputField: OF_ITS_SCRIPT, pill: OF_ITS_SCRIPT } } }),
  },
});

const NAMES = Object.keys(DEFAULT_THEME.colors);
const shades = (part: string, shade: number) =>
  Object.fromEntries(
    NAMES.filter((name) => name !== "dark").map((name) => [
      `--mantine-color-${name}-${part}`,
      `var(--mantine-color-${name}-${shade})`,
    ]),
  );

// The library's own colours of text on tints, of hints and of placeholders have too little contrast.
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shades("light-color", 9),
    ...shades("filled", 8),
    ...shades("filled-hover", 9),
    ...shades("outline", 9),
    "--mantine-color-yellow-light-color": "#7a4b00",
    "--mantine-color-orange-light-color": "#8a3200",
    // Also on the tint of a button that is pointed at.
    "--mantine-color-indigo-light-color": "#2b3fa0",
    "--mantine-color-gray-light-color": "var(--mantine-color-gray-8)",
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6c737a",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-8)",
    "--app-surface": "var(--mantine-color-gray-0)",
    "--app-mine": "var(--mantine-color-indigo-0)",
  },
  dark: {
    ...shades("light-color", 2),
    "--mantine-color-gray-light-color": "var(--mantine-color-gray-4)",
    "--mantine-color-dimmed": "#a3a9b0",
    "--mantine-color-placeholder": "#9299a0",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-3)",
    "--app-surface": "var(--mantine-color-dark-8)",
    "--app-mine": "#25304d",
  },
});
