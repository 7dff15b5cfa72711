/** What the prices would have brought in the past, and the buttons to save or discard them. */
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { moneyInWords } from "~/shared/money/money";
import { plural } from "~/shared/time";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import type { PricesForm } from "~/features/payments/prices/usePricesForm";

interface Props {
  avee: string;
  form: PricesForm;
  version: number;
}

const PAUSE_MS = 400;
/** Problems that stand at their own field. */
const AT_FIELDS = ["way", "currency", "how_to_pay", "private_extra", "receipt_details"];

export function SavePrices({ avee, form, version }: Props) {
  const { problem, isChanged, prices } = form;
  const isStale = problem?.status === 412;
  const isElsewhere = problem !== null && AT_FIELDS.some((field) => problem.byField[field]);
  return (
    <Paper
      withBorder
      shadow={isChanged ? "sm" : undefined}
      p="md"
      pos={isChanged ? "sticky" : undefined}
      bottom={8}
      style={{ zIndex: 10 }}
    >
      <Stack gap="xs">
        {isStale && (
          <Alert color="orange" p="xs" role="alert" title="Other prices were saved in the meantime">
            Your changes are kept on top of them. Check them, then save.
          </Alert>
        )}
        {problem && !isStale && !isElsewhere && <ProblemAlert error={problem} p="xs" />}
        {isElsewhere && (
          <Text size="sm" c="red" role="alert">
            {problem.message}
          </Text>
        )}
        <Preview avee={avee} prices={prices} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {form.save.isSuccess && !form.canDiscard && "Saved. "}
            {form.canDiscard ? "Unsaved changes" : version === 0 ? "No prices yet" : `Version ${version}`}
          </Text>
          <Group gap="xs">
            <Button variant="default" disabled={!form.canDiscard} onClick={form.discard}>
              Discard changes
            </Button>
            <Button type="submit" disabled={!isChanged || prices === null} loading={form.save.isPending}>
              Save prices
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

function Preview({ avee, prices }: { avee: string; prices: Schema<"PricesIn"> | null }) {
  const [asked] = useDebouncedValue(JSON.stringify(prices), PAUSE_MS);
  const query = useQuery({
    queryKey: ["price-preview", avee, asked],
    queryFn: () =>
      unwrap(
        api.POST("/avees/{avee_id}/prices/preview", {
          params: { path: { avee_id: avee } },
          body: JSON.parse(asked) as Schema<"PricesIn">,
        }),
      ),
    enabled: asked !== "null",
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (prices === null)
    return (
      <Text size="sm" role="status">
        An amount cannot be read yet.
      </Text>
    );
  if (query.isError) {
    // Said at its field when it is saved; a preview only waits for it.
    const { code, message } = asProblem(query.error);
    return (
      <Text size="sm" c="dimmed" role="status">
        {code === "how_to_pay_missing" ? "Write how people pay to see what it would have brought." : message}
      </Text>
    );
  }
  return (
    <Text size="sm" role="status">
      {query.data ? previewInWords(query.data) : "Looking at the last 30 days …"}
    </Text>
  );
}

export function previewInWords(preview: Schema<"PricePreviewOut">): string {
  const { days, asked, answered, would_pay: paying, free, earned, lost, currency } = preview;
  if (asked === 0) return `In the last ${days} days no question reached you, so this would have brought nothing.`;
  const money = (amount: number) => moneyInWords({ amount, currency });
  const less = lost ? `, and no longer ${money(lost)} of what your prices of now would have` : "";
  const was = free === 1 ? "was" : "were";
  return (
    `In the last ${days} days this would have brought ${money(earned)}${less}, if everybody had paid: ` +
    `${plural(asked, "question")} reached you, ${paying} with a price and ${free} that ${was} free; ` +
    `you answered ${answered}.`
  );
}
