/** Says, above every page, that the address is not confirmed yet, until it is or the notice is closed. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { useNoticeHeight } from "~/features/account/useNoticeHeight";
import { api, type Schema, unwrap } from "~/shared/api";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";

export function ConfirmNotice({ me }: { me: Schema<"UserOut"> }) {
  const [isClosed, setClosed] = useState(false);
  const send = useMutation({ mutationFn: () => unwrap(api.POST("/me/email-confirmations")) });
  const isShown = !me.email_confirmed_at && !isClosed;
  const ref = useNoticeHeight(isShown);
  if (!isShown) return null;
  return (
    <Alert
      ref={ref}
      variant="light"
      color="yellow"
      radius={0}
      py="xs"
      withCloseButton
      closeButtonLabel="Close this notice"
      onClose={() => setClosed(true)}
      role="region"
      aria-label="Confirm your address"
    >
      <Group gap="sm">
        <Text size="sm">
          Please confirm your address: open the link that we mailed to <PersonName>{me.email}</PersonName>. Until then,
          answers do not reach you by mail.
        </Text>
        {send.isSuccess ? (
          <Text size="sm" fw={600} role="status">
            Mailed again.
          </Text>
        ) : (
          <Button size="compact-sm" variant="default" loading={send.isPending} onClick={() => send.mutate()}>
            Mail it again
          </Button>
        )}
        <ProblemText error={send.error} />
      </Group>
    </Alert>
  );
}
