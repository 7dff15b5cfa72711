/** What people paid an agent's owner: a list by state and time, with what the owner can do about each. */
import { Button, Container, Group, NativeSelect, Stack, TextInput, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "~/shared/api";
import { moneyKeys, type Payment } from "~/shared/money/payments";
import { rangeOfDay } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { useAgent } from "~/shared/useAgent";
import { AgentPayment } from "~/features/payments/history/AgentPayment";
import { Months } from "~/features/payments/history/Months";
import { FOR_CREATOR } from "~/features/payments/paymentInWords";

interface Filter {
  status: Payment["status"] | "";
  /** Days of the reader, or "". */
  from: string;
  to: string;
}

const EVERYTHING: Filter = { status: "", from: "", to: "" };

export function AgentPayments() {
  useTitle("Payments");
  const { id } = useAgent();
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const query = usePayments(id, filter);
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = filter.status !== "" || filter.from !== "" || filter.to !== "";
  return (
    <Container size="lg" px={0} py="lg">
      <Group justify="space-between">
        <Title order={1} size="h3">
          Payments
        </Title>
        <Button component="a" variant="default" size="xs" href={`/avees/${id}/payments/export`} download>
          Export as CSV
        </Button>
      </Group>
      <Text c="dimmed" mb="md">
        What people paid for questions to you, newest first.
      </Text>
      <Months avee={id} />
      <Filters filter={filter} onChange={(change) => setFilter({ ...filter, ...change })} />
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && found.length === 0 && (
        <Empty title={isFiltered ? "No such payments" : "No payments yet"}>
          {isFiltered ? (
            <Button variant="default" size="xs" mt="xs" onClick={() => setFilter(EVERYTHING)}>
              Show all
            </Button>
          ) : (
            "Once somebody pays for a question, it stands here."
          )}
        </Empty>
      )}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Payments">
        {found.map((each) => (
          <li key={each.id}>
            <AgentPayment payment={each} />
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button mt="sm" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
    </Container>
  );
}

function usePayments(avee: string, { status, from, to }: Filter) {
  return useInfiniteQuery({
    queryKey: [...moneyKeys.ofAgent(avee), status, from, to],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/payments", {
          params: {
            path: { avee_id: avee },
            query: {
              cursor: pageParam,
              status: status || undefined,
              from: rangeOfDay(from).since,
              to: rangeOfDay(to).until,
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

const GROWS = { flex: "1 1 140px", maxWidth: 260 };

function Filters({ filter, onChange }: { filter: Filter; onChange: (change: Partial<Filter>) => void }) {
  return (
    <Group mb="md" align="flex-end" role="group" aria-label="Which payments">
      <NativeSelect
        label="State"
        style={GROWS}
        value={filter.status}
        onChange={(event) => onChange({ status: event.currentTarget.value as Filter["status"] })}
        data={[{ value: "", label: "All" }, ...Object.entries(FOR_CREATOR).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        type="date"
        label="From"
        style={GROWS}
        value={filter.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="To"
        style={GROWS}
        value={filter.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </Group>
  );
}
