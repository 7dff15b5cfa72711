/** What happened to the person's own account. It is loaded when it is opened. */
import { Button, Paper, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { api, unwrap } from "~/shared/api";
import { ACCOUNT_KINDS, AGENT_KINDS } from "~/features/rights/auditInWords";
import { EntryList } from "~/features/rights/EntryList";

export function Activity() {
  const [isOpen, shown] = useDisclosure(false);
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="activity">
      <Title order={2} size="h4" id="activity">
        Activity
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        When you signed in and what you changed, for 400 days. Only you see it.
      </Text>
      {isOpen ? (
        <EntryList
          queryKey={["audit", "me"]}
          kinds={{ ...ACCOUNT_KINDS, ...AGENT_KINDS }}
          load={(kind, cursor) => unwrap(api.GET("/me/audit", { params: { query: { kind, cursor } } }))}
        />
      ) : (
        <Button variant="default" onClick={shown.open}>
          Show the activity
        </Button>
      )}
    </Paper>
  );
}
