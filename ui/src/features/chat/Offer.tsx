/** The way to the creator: the offer with what it means, then where the question stands. */
import { Alert, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { dateTime, hoursInWords, plural, relative } from "~/shared/time";

type Escalation = Schema<"EscalationOut">;

interface Props {
  offer: Escalation;
  creator: string;
  /** Whether it stands below the asker's own words, not below a reply. */
  isRight: boolean;
}

export function Offer({ offer, creator, isRight }: Props) {
  if (offer.status === "pending") return <Open offer={offer} creator={creator} />;
  const told = statusInWords(offer, creator);
  return told ? (
    <Text size="xs" c="dimmed" role="status" ta={isRight ? "right" : undefined}>
      {told}
    </Text>
  ) : null;
}

function Open({ offer, creator }: { offer: Escalation; creator: string }) {
  const path = { params: { path: { escalation_id: offer.id } } };
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: keys.queue });
    void queryClient.invalidateQueries({ queryKey: keys.messages(offer.conversation_id) });
  };
  const { data: detail } = useQuery({
    queryKey: keys.escalation(offer.id),
    queryFn: () => unwrap(api.GET("/orchestrator/queue/{escalation_id}", path)),
  });
  const others = detail?.would_join ?? 0;
  const accept = useMutation({
    mutationFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/accept", path)),
    onSettled: refresh,
  });
  const decline = useMutation({
    mutationFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/decline", { ...path, body: {} })),
    onSettled: refresh,
  });
  const problem = accept.error ?? decline.error;
  const opens = problem ? asProblem(problem).fields.opens_at : undefined;
  return (
    <Paper withBorder p="md" w="100%" maw={520} role="group" aria-label={`Ask ${creator}?`} data-testid="offer">
      <Text fw={600}>Ask {creator} yourself?</Text>
      <Text size="sm" mt={4}>
        Your question goes into {creator}’s inbox, with your name and the last few messages. An answer usually takes up
        to {hoursInWords(offer.expected_response_hours)}, and comes here.{" "}
        {others === 0 && `${creator} takes ${plural(offer.remaining_today, "more question")} today.`}
      </Text>
      {others > 0 && (
        <Text size="sm" mt={4} fw={500}>
          {plural(others, "other person waits", "other people wait")} for the same answer already. Joining them counts
          as no further question.
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        The offer stands until {dateTime(offer.expires_at)}.
      </Text>
      {problem && (
        <Alert color="red" mt="xs" p="xs" role="alert">
          {asProblem(problem).message}
          {typeof opens === "string" ? ` It opens ${relative(opens)}, ${dateTime(opens)} your time.` : ""}
        </Alert>
      )}
      <Group mt="sm" gap="xs">
        <Button size="xs" loading={accept.isPending} onClick={() => accept.mutate()}>
          {others > 0 ? `Join, and ask ${creator}` : `Yes, ask ${creator}`}
        </Button>
        <Button size="xs" variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
          No, thanks
        </Button>
      </Group>
    </Paper>
  );
}

function statusInWords(offer: Escalation, creator: string): string {
  switch (offer.status) {
    case "accepted":
      return `Waiting for ${creator}${offer.people_waiting > 1 ? `, with ${plural(offer.people_waiting - 1, "other")}` : ""}; usually within ${hoursInWords(offer.expected_response_hours)}.`;
    case "answered":
      return `${creator} answered ${offer.answered_at ? relative(offer.answered_at) : ""}.`;
    case "declined":
      return offer.declined_by === "asker" ? "You chose not to ask." : `${creator} could not answer this.`;
    case "expired":
      return offer.accepted_at
        ? `${creator} did not get to this in time.`
        : "The offer has expired; ask again for a new one.";
    case "pending":
      return "";
  }
}
