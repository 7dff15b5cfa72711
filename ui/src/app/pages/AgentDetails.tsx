/** An agent's link, name and persona, its place on other sites, its channels and webhooks, and deleting it. */
import { Container, Stack, Text, Title } from "@mantine/core";

import { Channels } from "~/features/channels/Channels";
import { DeleteAgent } from "~/features/agents/DeleteAgent";
import { EditAgentForm } from "~/features/agents/EditAgentForm";
import { OnYourSite } from "~/features/agents/OnYourSite";
import { ShareLink } from "~/features/agents/ShareLink";
import { Webhooks } from "~/features/notifying/Webhooks";
import { useTitle } from "~/shared/ui/Page";
import { useAgent } from "~/shared/useAgent";

export function AgentDetails() {
  useTitle("Agent");
  const avee = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Title order={1} size="h3" mb="md">
        Agent
      </Title>
      <Stack gap="lg">
        <div>
          <Text size="sm" mb={4}>
            Anyone with this link can ask your agent:
          </Text>
          <ShareLink handle={avee.handle} />
        </div>
        <EditAgentForm key={avee.id} avee={avee} />
        <OnYourSite key={`site-${avee.id}`} avee={avee} />
        {avee.role !== "viewer" && <Channels avee={avee.id} isOwner={avee.role === "owner"} />}
        {avee.role === "owner" && (
          <>
            <Webhooks avee={avee.id} />
            <DeleteAgent avee={avee} />
          </>
        )}
      </Stack>
    </Container>
  );
}
