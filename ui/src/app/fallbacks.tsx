/** Shown in place of a page: while it loads, when it failed, and where there is none. */
import { Anchor, Text } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";

import { Empty, Failed, Loading } from "~/shared/ui/states";

export function PendingPage() {
  return <Loading />;
}

export function FailedPage({ error, reset }: ErrorComponentProps) {
  return <Failed error={error} retry={reset} />;
}

export function NotFoundPage() {
  return (
    <Empty title="Page not found">
      <Text>The address may be mistyped, or the page was removed.</Text>
      <Anchor component={Link} to="/">
        Go to the start page
      </Anchor>
    </Empty>
  );
}
