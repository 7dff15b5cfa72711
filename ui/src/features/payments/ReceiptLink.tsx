/** The receipt as PDF, once there is one. */
import { Anchor } from "@mantine/core";

import type { Payment } from "~/shared/money/payments";

export function ReceiptLink({ payment }: { payment: Payment }) {
  if (payment.receipt_number === null) return null;
  return (
    <Anchor size="sm" underline="always" href={`/payments/${payment.id}/receipt`} download>
      Receipt {payment.receipt_number}
    </Anchor>
  );
}
