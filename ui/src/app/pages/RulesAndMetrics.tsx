/** An agent's metrics and its rules. */
import { Container, Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { RulesForm } from "~/features/policy/RulesForm";
import { costsQuery, FIRST_DAYS, metricsQuery, policyQuery, trustQuery } from "~/shared/queries";
import { useTitle } from "~/shared/ui/Page";
import { Loading } from "~/shared/ui/states";
import { useAgent } from "~/shared/useAgent";

const Metrics = lazy(async () => ({ default: (await import("~/features/analytics/Metrics")).Metrics }));

export function RulesAndMetrics() {
  useTitle("Rules and metrics");
  const { id } = useAgent();
  // Shown together: metrics that load later would push the rules away while somebody is about to press one.
  const isLoading = useQueries({
    queries: [metricsQuery(id, FIRST_DAYS), trustQuery(id), costsQuery(id), policyQuery(id)],
    combine: (all) => all.some((each) => each.isPending),
  });
  if (isLoading) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Container size="lg" px={0} py="lg">
        <Stack gap={48}>
          <Metrics avee={id} />
          <RulesForm avee={id} />
        </Stack>
      </Container>
    </Suspense>
  );
}
