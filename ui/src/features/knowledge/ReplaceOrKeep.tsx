/** Asks whether a document replaces another one that it seems to be a version of, or stands beside it. */
import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { PersonName } from "~/shared/ui/PersonText";
import { ProblemText } from "~/shared/ui/ProblemAlert";
import type { Choice, Existing } from "~/features/knowledge/upload";

interface Props {
  existing: Existing[];
  onChoose: (choice: Choice) => void;
  isBusy?: boolean;
}

export function ReplaceOrKeep({ existing, onChoose, isBusy = false }: Props) {
  return (
    <Group gap="xs" mt={4}>
      {existing.map((each) => (
        <Button
          key={each.id}
          size="compact-sm"
          loading={isBusy}
          onClick={() => onChoose({ if_exists: "replace", replaces: each.id })}
        >
          Replace “<PersonName>{each.title}</PersonName>” (<PersonName>{each.source}</PersonName>)
        </Button>
      ))}
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => onChoose({ if_exists: "keep_both" })}>
        {existing.length > 1 ? "Keep all" : "Keep both"}
      </Button>
    </Group>
  );
}

/** The question about a document that was read and waits, because another file's document has its title. */
export function HeldDocument({ document, other }: { document: Schema<"DocumentOut">; other?: Existing }) {
  const choose = useMutation({
    mutationFn: (choice: Choice) =>
      unwrap(
        api.POST("/avees/{avee_id}/documents/{document_id}/choice", {
          params: { path: { avee_id: document.avee_id, document_id: document.id } },
          body: { if_exists: choice.if_exists ?? "keep_both", replaces: choice.replaces },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.documents(document.avee_id) }),
  });
  const replaced = other ?? { id: document.same_title_as ?? "", title: document.title, source: "another file" };
  return (
    <>
      <ReplaceOrKeep existing={[replaced]} onChoose={(choice) => choose.mutate(choice)} isBusy={choose.isPending} />
      <ProblemText error={choose.error} size="sm" />
    </>
  );
}
