/** An accepted offer that is not paid yet: pay, or cancel, while its place is kept. */
import { Alert, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import type { Schema } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { referenceOf } from "~/shared/money/canBePaid";
import { cancelPayment, goToCheckout, type PaymentBrief, paymentQuery, stalePayments } from "~/shared/money/payments";
import { keys, queryClient } from "~/shared/queries";
import { clock, relative } from "~/shared/time";
import { useNow } from "~/shared/useNow";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";

interface Props {
  offer: Schema<"EscalationOut">;
  payment: PaymentBrief;
  creator: string;
}

export function ToPay({ offer, payment, creator }: Props) {
  const price = moneyInWords(payment);
  const cancel = useMutation({
    mutationFn: () => cancelPayment(payment.id),
    onSettled: () => {
      void stalePayments();
      void queryClient.invalidateQueries({ queryKey: keys.queue });
    },
  });
  useNow();
  const isByHand = payment.way === "by_hand";
  return (
    <Paper withBorder p="md" w="100%" maw={520} role="group" aria-label="Not paid yet" data-testid="to-pay">
      <Text fw={600}>{isByHand ? `Waiting for your ${price}` : "Not paid yet"}</Text>
      <Text size="sm" mt={4}>
        {isByHand ? (
          <>
            As soon as <PersonName>{creator}</PersonName> says that the money came, your question goes out
            {offer.is_private && ", and its answer is for you alone"}.
          </>
        ) : (
          <>
            Your question goes to <PersonName>{creator}</PersonName> as soon as you have paid {price}
            {offer.is_private && "; its answer is for you alone"}.
          </>
        )}
      </Text>
      {isByHand && <HowToPay payment={payment} />}
      <Text size="xs" c="dimmed" mt={4}>
        Your place is kept until {clock(payment.place_until)}, {relative(payment.place_until)}.
      </Text>
      <ProblemText error={cancel.error} />
      <Group mt="sm" gap="xs">
        {payment.checkout_url && (
          <Button size="xs" onClick={() => goToCheckout(payment.checkout_url ?? "")}>
            Pay {price}
          </Button>
        )}
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      </Group>
    </Paper>
  );
}

function HowToPay({ payment }: { payment: PaymentBrief }) {
  const { data } = useQuery(paymentQuery(payment.id));
  return (
    <Alert mt="xs" p="sm" color="indigo" title="How to pay">
      <PersonText size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
        {data?.how_to_pay ?? "…"}
      </PersonText>
      <Text size="sm" mt={6}>
        Amount: <strong>{moneyInWords(payment)}</strong>
        <br />
        Reference: <strong>{referenceOf(payment)}</strong>
      </Text>
    </Alert>
  );
}
