/** The account waits for the link. What is said is the same whether there is an account with the address or not. */
import { Alert, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { PersonName } from "~/shared/ui/PersonText";

export function LookForTheMail({ email }: { email: string }) {
  return (
    <Stack>
      <Alert color="teal" role="status">
        We mailed a link to <PersonName>{email}</PersonName>. Open it to confirm the address; then you can sign in.
      </Alert>
      <Text size="sm">
        Nothing there after a few minutes? Look in the spam folder too, or{" "}
        <Link className="link" to="/forgot-password">
          have it sent again
        </Link>
        .
      </Text>
    </Stack>
  );
}
