/** One payment as the agent's owner sees it, and what they can do about it. */
import { Badge, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { referenceOf } from "~/shared/money/canBePaid";
import { type Payment, stalePayments } from "~/shared/money/payments";
import { keys, queryClient } from "~/shared/queries";
import { dateTime } from "~/shared/time";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { RefundDialog } from "~/features/payments/history/RefundDialog";
import { ReceiptLink } from "~/features/payments/ReceiptLink";
import { COLORS, lastChange, statusForCreator } from "~/features/payments/paymentInWords";

export function AgentPayment({ payment }: { payment: Payment }) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${moneyInWords(payment)}, ${statusForCreator(payment)}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {payment.asker_display_name === null ? (
              "Somebody who erased their account"
            ) : (
              <PersonName>{payment.asker_display_name}</PersonName>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {payment.kind === "question" ? "A question" : "Membership"}
            {payment.is_private && ", for them alone"} · {dateTime(lastChange(payment))}
            {payment.way === "by_hand" && ` · reference ${referenceOf(payment)}`}
          </Text>
        </div>
        <Amount payment={payment} />
      </Group>
      <Group gap="xs" mt={4}>
        <Badge variant="light" color={COLORS[payment.status]} tt="none">
          {statusForCreator(payment)}
        </Badge>
        <ReceiptLink payment={payment} />
        <Actions payment={payment} />
      </Group>
      {payment.failure && payment.due && (
        <Text size="xs" c="red" mt={4}>
          The last try failed ({payment.failure}). It is tried again by itself.
        </Text>
      )}
      {payment.refund_reason && (
        <Text size="xs" c="dimmed" mt={4}>
          Reason: <PersonName>{payment.refund_reason}</PersonName>
        </Text>
      )}
    </Paper>
  );
}

function Amount({ payment }: { payment: Payment }) {
  return (
    <div style={{ textAlign: "right", whiteSpace: "nowrap" }}>
      <Text size="sm" fw={600}>
        {moneyInWords(payment)}
      </Text>
      {payment.fee !== null && (
        <Text size="xs" c="dimmed">
          fee {moneyInWords({ amount: payment.fee, currency: payment.currency })}
        </Text>
      )}
    </div>
  );
}

function Actions({ payment }: { payment: Payment }) {
  const [isRefunding, setRefunding] = useState(false);
  const path = { params: { path: { payment_id: payment.id } } };
  const onSettled = () => {
    void stalePayments();
    void queryClient.invalidateQueries({ queryKey: keys.queue });
  };
  const received = useMutation({
    mutationFn: () => unwrap(api.POST("/payments/{payment_id}/received", path)),
    onSettled,
  });
  const givenBack = useMutation({
    mutationFn: () => unwrap(api.POST("/payments/{payment_id}/given-back", path)),
    onSettled,
  });
  const isByHand = payment.way === "by_hand";
  const canCome = isByHand && (payment.status === "required" || payment.status === "lapsed");
  const isOwedBack = isByHand && payment.due === "give_back" && payment.status !== "required";
  return (
    <>
      {canCome && (
        <Button size="compact-xs" variant="default" loading={received.isPending} onClick={() => received.mutate()}>
          The money came
        </Button>
      )}
      {isOwedBack && (
        <Button size="compact-xs" variant="default" loading={givenBack.isPending} onClick={() => givenBack.mutate()}>
          Given back
        </Button>
      )}
      {payment.status === "captured" && payment.due === null && (
        <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRefunding(true)}>
          Refund …
        </Button>
      )}
      <ProblemText error={received.error ?? givenBack.error} />
      <RefundDialog payment={payment} isOpen={isRefunding} onClose={() => setRefunding(false)} />
    </>
  );
}
