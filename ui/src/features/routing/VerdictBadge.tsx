import { Badge } from "@mantine/core";

import { VERDICTS, type Verdict } from "~/features/routing/names";

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return (
    <Badge variant="light" color={verdict === "helpful" ? "teal" : "orange"} tt="none">
      asker: {VERDICTS[verdict].toLowerCase()}
    </Badge>
  );
}
