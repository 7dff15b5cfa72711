/** What came in and went back, by month and currency. */
import { Box, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { moneyKeys } from "~/shared/money/payments";
import { Loaded } from "~/shared/ui/states";

type Month = Schema<"MonthSumOut">;

export function Months({ avee }: { avee: string }) {
  const query = useQuery({
    queryKey: [...moneyKeys.ofAgent(avee), "months"],
    queryFn: () => unwrap(api.GET("/avees/{avee_id}/payments/months", { params: { path: { avee_id: avee } } })),
  });
  return <Loaded query={query}>{({ months }) => months.length > 0 && <MonthTable months={months} />}</Loaded>;
}

function MonthTable({ months }: { months: Month[] }) {
  return (
    <Box mb="lg">
      <Title order={2} size="h5" id="months">
        By month
      </Title>
      <Text size="xs" c="dimmed" mb={4}>
        What was given back counts in the month in which it was.
      </Text>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="months">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Month</Table.Th>
              <Table.Th ta="right">Payments</Table.Th>
              <Table.Th ta="right">Earned</Table.Th>
              <Table.Th ta="right">Given back</Table.Th>
              <Table.Th ta="right">Fees</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {months.map((each) => (
              <Table.Tr key={`${each.month} ${each.currency}`}>
                <Table.Td style={{ whiteSpace: "nowrap" }}>{monthInWords(each.month)}</Table.Td>
                <Table.Td ta="right">{each.count}</Table.Td>
                <Amount month={each} amount={each.captured} />
                <Amount month={each} amount={each.refunded} />
                <Amount month={each} amount={each.fees} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Box>
  );
}

function Amount({ month: { currency }, amount }: { month: Month; amount: number }) {
  return (
    <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
      {amount === 0 ? "–" : moneyInWords({ amount, currency })}
    </Table.Td>
  );
}

// The server's months are those of UTC.
const MONTH = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
const monthInWords = (firstDay: string) => MONTH.format(new Date(`${firstDay}T00:00:00Z`));
