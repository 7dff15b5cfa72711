/** A source in full: the passage of a document, or the creator's answer. */
import { Modal, Stack, Text } from "@mantine/core";

import type { Schema } from "~/shared/api";
import { date } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName } from "~/shared/ui/PersonText";
import { PassageText } from "~/features/chat/sources/PassageText";

export type Source = Schema<"SourceOut">;

export function PassageModal({ avee, source, onClose }: { avee: string; source: Source | null; onClose: () => void }) {
  return (
    <Modal
      opened={source !== null}
      onClose={onClose}
      title={<PersonName>{source?.title}</PersonName>}
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {source?.kind === "document" && <PassageText avee={avee} id={source.id} excerpt={source.excerpt} />}
      {source?.kind === "canonical_answer" && (
        <Stack gap="xs">
          {source.answered_at && (
            <Text c="dimmed" size="sm">
              Answered on {date(source.answered_at)}
            </Text>
          )}
          <Markdown text={source.excerpt} />
        </Stack>
      )}
    </Modal>
  );
}
