/** A copy of everything that is the person's, and erasing it. */
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { ProblemAlert } from "~/shared/ui/ProblemAlert";
import { EraseAccount } from "~/features/rights/EraseAccount";

export function YourData({ me }: { me: Schema<"UserOut"> }) {
  const copy = useMutation({
    mutationFn: () => unwrap(api.GET("/me/export", { parseAs: "blob" })),
    onSuccess: save,
  });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="your-data">
      <Title order={2} size="h4" id="your-data">
        Your data
      </Title>
      <Stack gap="lg" mt="sm" align="flex-start">
        <div>
          <Text size="sm" mb="xs">
            A copy of all that is kept about you and your agents: a page to read, and files for programs. Passwords and
            other secrets are not in it.
          </Text>
          <Group gap="xs">
            <Button variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
              Download a copy
            </Button>
            {copy.isSuccess && (
              <Text size="sm" c="dimmed" role="status">
                Downloaded.
              </Text>
            )}
          </Group>
          <ProblemAlert error={copy.error} mt="xs" />
        </div>
        <EraseAccount me={me} />
      </Stack>
    </Paper>
  );
}

/** Hands a file to the browser as a download. */
function save(zip: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(zip);
  link.download = "my-data.zip";
  link.click();
  // The browser may read the file a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
