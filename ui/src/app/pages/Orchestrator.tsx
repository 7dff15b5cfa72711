import { Container, Stack } from "@mantine/core";
import { lazy, Suspense } from "react";

import { Settings } from "~/features/policy/Settings";
import { useAgent } from "~/shared/useAgent";
import { useTitle } from "~/shared/ui/Page";
import { Loading } from "~/shared/ui/states";

const Figures = lazy(async () => ({ default: (await import("~/features/metrics/Figures")).Figures }));

/** An agent's figures and its rules. */
export function Orchestrator() {
  useTitle("Rules and figures");
  const avee = useAgent();
  return (
    <Container size="lg" px={0} py="lg">
      <Stack gap={48}>
        <Suspense fallback={<Loading what="Loading the figures" />}><Figures avee={avee.id} /></Suspense>
        <Settings avee={avee.id} />
      </Stack>
    </Container>
  );
}
