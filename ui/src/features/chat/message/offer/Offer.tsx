/** The offer to ask the creator, with what it means and costs; after that, the state of the question. */
import { Alert, Blockquote, Button, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { asProblem, type Schema } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { canBePaid } from "~/shared/money/canBePaid";
import { meQuery } from "~/shared/queries";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { dateTime, hoursInWords, plural, relative } from "~/shared/time";
import { useNow } from "~/shared/useNow";
import { AnswerAddress } from "~/features/chat/message/AnswerAddress";
import { PaymentLine } from "~/features/chat/message/offer/PaymentLine";
import { PriceTerms } from "~/features/chat/message/offer/PriceTerms";
import { ToPay } from "~/features/chat/message/offer/ToPay";
import { changedPrice, useOffer } from "~/features/chat/message/offer/useOffer";

type Escalation = Schema<"EscalationOut">;

interface Props {
  offer: Escalation;
  creator: string;
  /** Of the agent. */
  handle: string;
  /** Whether it stands below the asker's message, not below a reply. */
  isRight: boolean;
  /** Whether it is for some of the message's questions, so that it says for which. */
  isPartial: boolean;
}

export function Offer(props: Props) {
  const { offer, creator, isRight } = props;
  const { payment } = offer;
  if (offer.status === "pending") return <Pending {...props} />;
  return (
    <div>
      <Text size="xs" c="dimmed" role="status" ta={isRight ? "right" : undefined}>
        {statusInWords(offer, creator)}
      </Text>
      {payment && <PaymentLine offer={offer} payment={payment} creator={creator} isRight={isRight} />}
      {offer.status === "accepted" && <AnswerAddress />}
    </div>
  );
}

/** The offer, or what is to be paid for it; while the provider's word is on its way neither can be pressed. */
function Pending(props: Props) {
  const { offer, creator } = props;
  const { payment } = offer;
  // A page to pay on closes by itself: then the offer is as it was.
  useNow();
  if (payment && canBePaid(payment)) return <ToPay offer={offer} payment={payment} creator={creator} />;
  if (payment?.status === "held" && payment.due === null)
    return (
      <Text size="xs" c="dimmed" role="status">
        {`Paid ${moneyInWords(payment)}; passing the question on …`}
      </Text>
    );
  return <OpenOffer {...props} />;
}

function OpenOffer({ offer, creator, handle, isPartial }: Props) {
  const { others, accept, decline, isPrivate, setPrivate, total, prices } = useOffer(offer, handle);
  const { data: me } = useQuery(meQuery);
  const needsAddress = Boolean(me?.guest_of) && !me?.email;
  const joins = others > 0 && !isPrivate;
  const yes = yesInWords(creator, joins, total && moneyInWords(total));
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
      {joins && (
        <Text size="sm" mt={4} fw={500}>
          {plural(others, "other person is", "other people are")} already waiting for the same answer. Joining them does
          not count as another question.
        </Text>
      )}
      <PriceTerms
        offer={offer}
        creator={creator}
        prices={prices}
        total={total}
        others={others}
        isPrivate={isPrivate}
        setPrivate={setPrivate}
      />
      {offer.payment?.status === "lapsed" && (
        <Text size="sm" mt={4} role="status">
          You did not pay, and nothing was taken. The offer is as it was.
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

function yesInWords(creator: string, joins: boolean, price: string | null): string {
  if (price) return joins ? `Pay ${price} and join` : `Pay ${price} and ask`;
  return joins ? `Join and ask ${creator}` : `Yes, ask ${creator}`;
}

function OfferProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  const { message, fields } = asProblem(error);
  const price = changedPrice(error);
  const opensAt = fields.opens_at;
  return (
    <Alert color="red" mt="xs" p="xs" role="alert">
      {message}
      {price && ` It costs ${moneyInWords(price)}. Nothing was taken; press again if you agree.`}
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
