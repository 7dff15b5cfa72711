/** How often a source may be looked at, for people. */
export const EVERY = [
  { value: "1", label: "every hour" },
  { value: "6", label: "every 6 hours" },
  { value: "24", label: "every day" },
  { value: "168", label: "every week" },
  { value: "", label: "never" },
];

/** The choices, and the number of hours of a source that is none of them. */
export const everyWith = (hours: number | null) =>
  EVERY.some(({ value }) => value === String(hours ?? ""))
    ? EVERY
    : [...EVERY, { value: String(hours), label: `every ${hours} hours` }];
