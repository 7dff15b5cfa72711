/** Removing a source, with its documents or without. */
import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ifMatch, unwrap } from "~/shared/api";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import { refreshSources, type Source } from "~/features/sources/sources";

export function RemoveSource({ source, onDone }: { source: Source; onDone: () => void }) {
  const [keeps, setKeeps] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/avees/{avee_id}/sources/{source_id}", {
          params: {
            path: { avee_id: source.avee_id, source_id: source.id },
            query: { keep_documents: keeps },
            header: ifMatch(source.version),
          },
        }),
      ),
    onSuccess: onDone,
    onSettled: () => refreshSources(source.avee_id),
  });
  return (
    <Stack>
      <Text>
        It is not looked at any more, and what it proposed and you have not accepted is deleted. Answers that you
        accepted stay.
      </Text>
      <Checkbox
        label="Keep its documents"
        checked={keeps}
        onChange={(event) => setKeeps(event.currentTarget.checked)}
      />
      <ProblemText error={remove.error} size="md" />
      <Group>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          Remove
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
