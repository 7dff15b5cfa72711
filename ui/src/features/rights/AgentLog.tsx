/** Who changed what of an agent. */
import { Container, Text, Title } from "@mantine/core";

import { api, unwrap } from "~/shared/api";
import { useTitle } from "~/shared/ui/Page";
import { useAgent } from "~/shared/useAgent";
import { AGENT_KINDS } from "~/features/rights/auditInWords";
import { EntryList } from "~/features/rights/EntryList";

export function AgentLog() {
  useTitle("Log of changes");
  const { id } = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3">
        Log of changes
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Nobody can change or delete an entry. Entries are kept for 400 days.
      </Text>
      <EntryList
        queryKey={["audit", id]}
        kinds={AGENT_KINDS}
        load={(kind, cursor) =>
          unwrap(api.GET("/avees/{avee_id}/audit", { params: { path: { avee_id: id }, query: { kind, cursor } } }))
        }
      />
    </Container>
  );
}
