import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, splitProblem, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { type Payment, stalePayments } from "~/shared/money/payments";
import { submitTo } from "~/shared/ui/forms";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

interface Props {
  payment: Payment;
  isOpen: boolean;
  onClose: () => void;
}

export function RefundDialog({ payment, isOpen, onClose }: Props) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Give back ${moneyInWords(payment)}?`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <RefundForm payment={payment} onClose={onClose} />
    </Modal>
  );
}

function RefundForm({ payment, onClose }: Omit<Props, "isOpen">) {
  const [reason, setReason] = useState("");
  const refund = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/payments/{payment_id}/refund", {
          params: { path: { payment_id: payment.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSettled: stalePayments,
    onSuccess: onClose,
  });
  const { errorOf, rest } = splitProblem(refund.error, ["reason"]);
  return (
    <Stack component="form" onSubmit={submitTo(() => refund.mutate())}>
      <Text size="sm">
        <PersonName>{payment.asker_display_name ?? "The asker"}</PersonName> gets all of it back.{" "}
        {payment.way === "by_hand"
          ? "You give it back by hand; the payment stays in your list until you say that it is done."
          : "The answer stays with them. Stripe may keep its fee."}
      </Text>
      <Textarea
        label="Reason"
        description="The asker reads it."
        required
        maxLength={1000}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errorOf("reason")}
        data-autofocus
      />
      <ProblemAlert error={rest} />
      <Group>
        <Button type="submit" color="red" variant="light" loading={refund.isPending} disabled={!reason.trim()}>
          Give it back
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
