import { Container, Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { Settings } from "~/features/policy/Settings";
import { FIRST_DAYS, metricsQuery, policyQuery, trustQuery } from "~/shared/queries";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Loading } from "~/shared/ui/states";

const Figures = lazy(async () => ({ default: (await import("~/features/metrics/Figures")).Figures }));

/** An agent's figures and its rules. */
export function Orchestrator() {
  useTitle("Rules and figures");
  const { id } = useAgent();
  // All at once: rules that figures push away as they come are clicked beside.
  const isLoading = useQueries({
    queries: [metricsQuery(id, FIRST_DAYS), trustQuery(id), policyQuery(id)],
    combine: (all) => all.some((each) => each.isPending),
  });
  if (isLoading) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Container size="lg" px={0} py="lg">
        <Stack gap={48}>
          <Figures avee={id} />
          <Settings avee={id} />
        </Stack>
      </Container>
    </Suspense>
  );
}
