/** The six paths in words, colours and signs; never in colour alone. */
import { Badge } from "@mantine/core";
import { IconArrowBackUp, IconBook2, IconBan, IconHistory, IconInbox, IconMessageQuestion } from "@tabler/icons-react";

export type PathLetter = "A" | "B" | "C" | "D" | "E" | "F";

export const PATHS = {
  A: { label: "From the documents", meaning: "answered from the creator's documents", color: "teal", icon: IconBook2 },
  B: {
    label: "Asked back",
    meaning: "asked back, as the message said too little",
    color: "yellow",
    icon: IconArrowBackUp,
  },
  C: {
    label: "Answered before",
    meaning: "answered with the creator's own earlier answer",
    color: "indigo",
    icon: IconHistory,
  },
  D: {
    label: "Offered to ask",
    meaning: "offered to pass it on to the creator",
    color: "grape",
    icon: IconMessageQuestion,
  },
  E: { label: "With the creator", meaning: "passed on to the creator", color: "violet", icon: IconInbox },
  F: { label: "Not answered", meaning: "not answered, with the reason", color: "gray", icon: IconBan },
} as const satisfies Record<PathLetter, unknown>;

export function PathBadge({ path, label }: { path: PathLetter; label?: string }) {
  const shown = PATHS[path];
  const Icon = shown.icon;
  return (
    <Badge color={shown.color} variant="light" leftSection={<Icon size={12} aria-hidden />} tt="none" fw={600}>
      {label ?? shown.label}
    </Badge>
  );
}
