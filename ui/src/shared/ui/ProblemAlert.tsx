/** An error beside the form or button that caused it; nothing while there is no error. */
import { Alert, type AlertProps, Text, type TextProps } from "@mantine/core";

import { asProblem } from "~/shared/api";

export function ProblemAlert({ error, ...style }: { error: unknown } & AlertProps) {
  if (!error) return null;
  return (
    <Alert color="red" role="alert" {...style}>
      {asProblem(error).message}
    </Alert>
  );
}

/** The same as a line of text, where an alert would be too large. */
export function ProblemText({ error, ...style }: { error: unknown } & TextProps) {
  if (!error) return null;
  return (
    <Text size="sm" c="red" role="alert" {...style}>
      {asProblem(error).message}
    </Text>
  );
}
