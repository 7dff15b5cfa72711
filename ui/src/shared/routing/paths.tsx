/** The six paths with their names, colours and icons. A path is never shown by its colour alone. */
import { Badge } from "@mantine/core";
import {
  IconArrowBackUp,
  IconBan,
  IconBook2,
  IconHistory,
  IconInbox,
  IconMessageQuestion,
  IconMoodSmile,
} from "@tabler/icons-react";

export type PathLetter = "A" | "B" | "C" | "D" | "E" | "F";

export const PATHS = {
  A: { label: "From the documents", color: "teal", icon: IconBook2 },
  B: { label: "Asked back", color: "yellow", icon: IconArrowBackUp },
  C: { label: "Answered before", color: "indigo", icon: IconHistory },
  D: { label: "Offered to ask", color: "grape", icon: IconMessageQuestion },
  E: { label: "With the creator", color: "violet", icon: IconInbox },
  F: { label: "Not answered", color: "gray", icon: IconBan },
} as const satisfies Record<PathLetter, unknown>;

/** Path A without a question: nothing is looked up for it, so it does not look like an answer from the documents. */
export const SMALL_TALK = { label: "Small talk", color: "gray", icon: IconMoodSmile } as const;

interface Props {
  path: PathLetter;
  /** The rule that chose the path. */
  rule?: string | null;
  label?: string;
}

/** How a message was handled, by its path and rule. */
export const lookOf = (path: PathLetter, rule?: string | null) => (asksNothing(path, rule) ? SMALL_TALK : PATHS[path]);

/** Whether a message asked nothing, so that its reply is no answer to be judged. */
export const asksNothing = (path: PathLetter, rule?: string | null) =>
  path === "A" && (rule === "small_talk" || rule === "reply_to_agent");

export function PathBadge({ path, rule, label }: Props) {
  const { color, icon: Icon, label: usual } = lookOf(path, rule);
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={12} aria-hidden />} tt="none" fw={600}>
      {label ?? usual}
    </Badge>
  );
}
