/** What became of the money for a question, below the question's own state. */
import { Alert, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import type { PaymentBrief } from "~/shared/money/payments";
import { PersonName } from "~/shared/ui/PersonText";
import { useSearchParam } from "~/shared/useSearchParam";

interface Props {
  offer: Schema<"EscalationOut">;
  payment: PaymentBrief;
  creator: string;
  isRight: boolean;
}

export function PaymentLine({ offer, payment, creator, isRight }: Props) {
  const [cameBackFrom] = useSearchParam("payment");
  const words = moneyOf(payment, offer.is_private);
  return (
    <>
      {cameBackFrom === payment.id && payment.status === "held" && offer.status === "accepted" && (
        <Alert color="teal" p="xs" mb={4} role="status" maw={520} ml={isRight ? "auto" : undefined}>
          {payment.taking === "hold" && payment.way === "stripe" ? "Held" : "Paid"}: your question is with{" "}
          <PersonName>{creator}</PersonName>.
        </Alert>
      )}
      {words && (
        <Text size="xs" c="dimmed" ta={isRight ? "right" : undefined} data-testid="money">
          {words}
        </Text>
      )}
    </>
  );
}

/** In plain words; "" where there is nothing to say. */
export function moneyOf(payment: PaymentBrief, isPrivate: boolean): string {
  const price = moneyInWords(payment);
  const alone = isPrivate ? ", for you alone" : "";
  if (payment.due === "give_back" && (payment.status === "held" || payment.status === "captured"))
    return `Your ${price} is on its way back to you.`;
  switch (payment.status) {
    case "held":
      return payment.taking === "hold" && payment.way === "stripe"
        ? `${price} is held${alone}. It is taken only with the answer.`
        : `You paid ${price}${alone}. It goes back to you if there is no answer.`;
    case "captured":
      return `You paid ${price}${alone}.`;
    case "released":
      return `Your ${price} was released: nothing was taken.`;
    case "refunded":
      return `Your ${price} was given back.`;
    case "disputed":
      return `You disputed the ${price} at your bank.`;
    case "required":
    case "lapsed":
      return "";
  }
}
