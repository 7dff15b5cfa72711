/** An edit refused because somebody saved another version meanwhile: both are offered. Others are shown as usual. */
import { Alert, Button, Text } from "@mantine/core";

import { asProblem } from "~/shared/api";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";

interface Props {
  error: unknown;
  /** What is saved now. */
  saved: string;
  /** Drops what was typed. */
  onTake: () => void;
}

export function SavedMeanwhile({ error, saved, onTake }: Props) {
  if (!error || asProblem(error).status !== 412) return <ProblemAlert error={error} />;
  return (
    <Alert color="orange" role="alert" title="Another version was saved meanwhile">
      <Text size="sm">Yours is still in the form; saving again replaces this one:</Text>
      <Text size="sm" my="xs" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {saved}
      </Text>
      <Button size="xs" variant="default" onClick={onTake}>
        Keep the saved version
      </Button>
    </Alert>
  );
}
