/** The six paths with their names, colours and icons. A path is never shown by its colour alone. */
import { Badge } from "@mantine/core";
import { IconArrowBackUp, IconBook2, IconBan, IconHistory, IconInbox, IconMessageQuestion } from "@tabler/icons-react";

export type PathLetter = "A" | "B" | "C" | "D" | "E" | "F";

export const PATHS = {
  A: { label: "From the documents", color: "teal", icon: IconBook2 },
  B: { label: "Asked back", color: "yellow", icon: IconArrowBackUp },
  C: { label: "Answered before", color: "indigo", icon: IconHistory },
  D: { label: "Offered to ask", color: "grape", icon: IconMessageQuestion },
  E: { label: "With the creator", color: "violet", icon: IconInbox },
  F: { label: "Not answered", color: "gray", icon: IconBan },
} as const satisfies Record<PathLetter, unknown>;

export function PathBadge({ path, label }: { path: PathLetter; label?: string }) {
  const { color, icon: Icon, label: usual } = PATHS[path];
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={12} aria-hidden />} tt="none" fw={600}>
      {label ?? usual}
    </Badge>
  );
}
