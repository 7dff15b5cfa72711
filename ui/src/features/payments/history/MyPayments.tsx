/** The reader's own payments: what each is for, where it stands, and what can still be done. */
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { canBePaid, referenceOf } from "~/shared/money/canBePaid";
import { cancelPayment, goToCheckout, moneyKeys, type Payment, stalePayments, useWays } from "~/shared/money/payments";
import { date, relative } from "~/shared/time";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { Failed, Loading } from "~/shared/ui/states";
import { ReceiptLink } from "~/features/payments/ReceiptLink";
import { COLORS, statusForAsker } from "~/features/payments/paymentInWords";

/** Nothing where no money can come here. */
export function MyPayments() {
  return useWays().length > 0 ? <Payments /> : null;
}

function Payments() {
  const query = useInfiniteQuery({
    queryKey: moneyKeys.mine,
    queryFn: ({ pageParam }) => unwrap(api.GET("/me/payments", { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="payments">
      <Title order={2} size="h4" id="payments">
        Payments
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        What you paid for questions and memberships. Money for a question that is not answered goes back by itself.
      </Text>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && found.length === 0 && (
        <Text size="sm" c="dimmed">
          No payments yet.
        </Text>
      )}
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Payments">
        {found.map((each) => (
          <li key={each.id}>
            <MyPayment payment={each} />
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Older
        </Button>
      )}
    </Paper>
  );
}

function MyPayment({ payment }: { payment: Payment }) {
  const isOpen = canBePaid(payment);
  const cancel = useMutation({ mutationFn: () => cancelPayment(payment.id), onSettled: stalePayments });
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {payment.kind === "question" ? "A question to " : "Membership of "}
            <Anchor component={Link} to={`/@${payment.agent_handle}`} inherit>
              <PersonName>{payment.agent_display_name}</PersonName>
            </Anchor>
          </Text>
          <Text size="xs" c="dimmed">
            {date(payment.created_at)}
            {payment.is_private && " · for you alone"}
          </Text>
        </div>
        <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }}>
          {moneyInWords(payment)}
        </Text>
      </Group>
      <Group gap="xs" mt={2}>
        <Badge variant="light" color={COLORS[payment.status]} tt="none">
          {statusForAsker(payment)}
        </Badge>
        <ReceiptLink payment={payment} />
        {isOpen && payment.checkout_url && (
          <Button size="compact-xs" onClick={() => goToCheckout(payment.checkout_url ?? "")}>
            Pay {moneyInWords(payment)}
          </Button>
        )}
        {isOpen && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel the payment
          </Button>
        )}
        {isOpen && (
          <Text size="xs" c="dimmed">
            can be paid until {relative(payment.place_until)}
          </Text>
        )}
      </Group>
      {isOpen && payment.how_to_pay && (
        <PersonText size="sm" mt={4} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {`${payment.how_to_pay}\nReference: ${referenceOf(payment)}`}
        </PersonText>
      )}
      {payment.refund_reason && (
        <Text size="xs" c="dimmed" mt={2}>
          Given back: <PersonName>{payment.refund_reason}</PersonName>
        </Text>
      )}
      <ProblemText error={cancel.error} />
    </div>
  );
}
