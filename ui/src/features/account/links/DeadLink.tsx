/** A link of a mail that no longer works: why, and where a new one comes from. */
import { Alert, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { asProblem } from "~/shared/api";

interface Props {
  error: unknown;
  renewAt: "/forgot-password" | "/settings";
  renew: string;
}

export function DeadLink({ error, renewAt, renew }: Props) {
  return (
    <Alert color="orange" role="alert" title="This link does not work any more">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{asProblem(error).message}</Text>
        <Button component={Link} to={renewAt} size="xs" variant="default">
          {renew}
        </Button>
      </Stack>
    </Alert>
  );
}
