/** What a question costs its asker, and whether the answer is for them alone; nothing for a free one. */
import { Badge } from "@mantine/core";

import { moneyInWords } from "~/shared/money/money";
import { costOf } from "~/features/inbox/money/cost";
import type { Escalation } from "~/features/inbox/types";

export function PriceBadges({ question, size }: { question: Escalation; size: "xs" | "md" }) {
  const cost = costOf(question);
  return (
    <>
      {cost && (
        <Badge size={size} variant="light" color="teal" tt="none">
          {moneyInWords(cost)}
        </Badge>
      )}
      {question.is_private && (
        <Badge size={size} variant="light" color="grape" tt="none">
          for them alone
        </Badge>
      )}
    </>
  );
}
