/** The offer to ask the creator, with what it means; after that, the state of the question. */
import { Alert, Blockquote, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, meQuery, queryClient } from "~/shared/queries";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { dateTime, hoursInWords, plural, relative } from "~/shared/time";
import { AnswerAddress } from "~/features/chat/message/AnswerAddress";

type Escalation = Schema<"EscalationOut">;

interface Props {
  offer: Escalation;
  creator: string;
  /** Whether it stands below the asker's message, not below a reply. */
  isRight: boolean;
  /** Whether it is for some of the message's questions, so that it says for which. */
  isPartial: boolean;
}

export function Offer({ offer, creator, isRight, isPartial }: Props) {
  if (offer.status === "pending") return <OpenOffer offer={offer} creator={creator} isPartial={isPartial} />;
  return (
    <div>
      <Text size="xs" c="dimmed" role="status" ta={isRight ? "right" : undefined}>
        {statusInWords(offer, creator)}
      </Text>
      {offer.status === "accepted" && <AnswerAddress />}
    </div>
  );
}

function OpenOffer({ offer, creator, isPartial }: Omit<Props, "isRight">) {
  const { others, accept, decline } = useOffer(offer);
  const { data: me } = useQuery(meQuery);
  const needsAddress = Boolean(me?.guest_of) && !me?.email;
  const yes = others > 0 ? `Join and ask ${creator}` : `Yes, ask ${creator}`;
  return (
    <Paper withBorder p="md" w="100%" maw={520} role="group" aria-label={`Ask ${creator}?`} data-testid="offer">
      <Text fw={600}>
        Ask <PersonName>{creator}</PersonName>?
      </Text>
      {isPartial && (
        <Blockquote p="xs" mt={6} mb={6} color="gray">
          <PersonText size="sm" style={{ whiteSpace: "pre-line" }}>
            {offer.original_message}
          </PersonText>
        </Blockquote>
      )}
      <Text size="sm" mt={4}>
        Your question goes into <PersonName>{creator}</PersonName>’s inbox.{" "}
        {me?.guest_of ? "Your last messages go along." : "Your name and last messages go along."}{" "}
        {expectation(offer, creator)}{" "}
        {others === 0 && `${creator} takes ${plural(offer.remaining_today, "more question")} today.`}
      </Text>
      {others > 0 && (
        <Text size="sm" mt={4} fw={500}>
          {plural(others, "other person is", "other people are")} already waiting for the same answer. Joining them does
          not count as another question.
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        The offer is valid until {dateTime(offer.expires_at)}.
      </Text>
      <OfferProblem error={accept.error ?? decline.error} />
      <AnswerAddress action={yes} onSaved={() => needsAddress && accept.mutate()} />
      <Group mt="sm" gap="xs">
        {!needsAddress && (
          <Button size="xs" loading={accept.isPending} onClick={() => accept.mutate()}>
            {yes}
          </Button>
        )}
        <Button size="xs" variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
          No, thanks
        </Button>
      </Group>
    </Paper>
  );
}

function useOffer(offer: Escalation) {
  const path = { params: { path: { escalation_id: offer.id } } };
  const onSettled = () => {
    void queryClient.invalidateQueries({ queryKey: keys.queue });
    void queryClient.invalidateQueries({ queryKey: keys.messages(offer.conversation_id) });
  };
  const { data: detail } = useQuery({
    queryKey: keys.escalation(offer.id),
    queryFn: () => unwrap(api.GET("/orchestrator/queue/{escalation_id}", path)),
  });
  const accept = useMutation({
    mutationFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/accept", path)),
    onSettled,
  });
  const decline = useMutation({
    mutationFn: () => unwrap(api.POST("/orchestrator/queue/{escalation_id}/decline", { ...path, body: {} })),
    onSettled,
  });
  return { others: detail?.would_join ?? 0, accept, decline };
}

function OfferProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  const { message, fields } = asProblem(error);
  const opensAt = fields.opens_at;
  return (
    <Alert color="red" mt="xs" p="xs" role="alert">
      {message}
      {typeof opensAt === "string" && ` You can ask again ${relative(opensAt)}: ${dateTime(opensAt)}, your time.`}
    </Alert>
  );
}

/** How long the answer takes, as far as it is known. */
function expectation(
  { hours_from_answers: isKnown, expected_response_hours: hours }: Escalation,
  creator: string,
): string {
  const time = hoursInWords(hours);
  return isKnown
    ? `The answer usually arrives here within ${time}.`
    : `There is no history yet of how fast ${creator} answers; the aim is within ${time}.`;
}

function statusInWords(offer: Escalation, creator: string): string {
  const { people_waiting: people, expected_response_hours: hours } = offer;
  switch (offer.status) {
    case "accepted": {
      const others = people > 1 ? `, with ${plural(people - 1, "other")}` : "";
      const isKnown = offer.hours_from_answers ? "usually" : "planned";
      return `Waiting for ${creator}${others}; ${isKnown} within ${hoursInWords(hours)}.`;
    }
    case "answered":
      return `${creator} answered ${offer.answered_at ? relative(offer.answered_at) : ""}.`;
    case "declined":
      return offer.declined_by === "asker" ? "You chose not to ask." : `${creator} could not answer this.`;
    case "expired":
      if (offer.replaced_by) return "A newer offer in this conversation has replaced this one.";
      return offer.accepted_at
        ? `${creator} did not answer in time.`
        : "The offer has expired. Ask again for a new one.";
    case "pending":
      return "";
  }
}
