/** Choosing the passage of the agent's documents that answers a question, and the part of it that does. */
import { Badge, Button, Group, Paper, ScrollArea, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { Markdown } from "~/shared/ui/Markdown";
import { PersonName, PersonText } from "~/shared/ui/PersonText";
import { Empty, Loaded } from "~/shared/ui/states";

type Passage = Schema<"PassageOut">;
const TYPING_MS = 300;
const LONGEST = 8_000;

interface Props {
  avee: string;
  asked: string;
  passage: Passage | null;
  excerpt: string;
  onChoose: (passage: Passage | null) => void;
  onExcerpt: (text: string) => void;
}

export function MarkPassage({ avee, asked, passage, excerpt, onChoose, onExcerpt }: Props) {
  const [words, setWords] = useState(asked);
  if (!passage) return <Nearest avee={avee} words={words} setWords={setWords} onChoose={onChoose} />;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Place passage={passage} />
        <Button size="compact-xs" variant="default" style={{ flexShrink: 0 }} onClick={() => onChoose(null)}>
          Another passage
        </Button>
      </Group>
      <Textarea
        label="What answers the question"
        description="Delete what does not belong to it. The words stay as the document has them."
        autosize
        minRows={3}
        maxRows={12}
        required
        value={excerpt}
        onChange={(event) => onExcerpt(event.currentTarget.value)}
      />
      {passage.layer !== "public" && (
        <Text size="sm">Only people who may see the layer “{passage.layer}” are given this answer.</Text>
      )}
    </Stack>
  );
}

interface NearestProps {
  avee: string;
  words: string;
  setWords: (words: string) => void;
  onChoose: (passage: Passage) => void;
}

function Nearest({ avee, words, setWords, onChoose }: NearestProps) {
  const [typed] = useDebouncedValue(words.trim(), TYPING_MS);
  const query = useQuery({
    queryKey: ["passages", avee, typed],
    queryFn: () =>
      unwrap(api.GET("/avees/{avee_id}/passages", { params: { path: { avee_id: avee }, query: { query: typed } } })),
    enabled: typed !== "",
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap="xs">
      <TextInput
        label="Search the documents"
        description="By words, or by the question itself."
        maxLength={LONGEST}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {typed !== "" && (
        <Loaded query={query}>
          {(page) =>
            page.items.length === 0 ? (
              <Empty title="No passages">The agent has no documents yet, or they are still being read.</Empty>
            ) : (
              <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, "aria-label": "Nearest passages" }}>
                <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Passages">
                  {page.items.map((each) => (
                    <Found key={each.id} passage={each} onChoose={() => onChoose(each)} />
                  ))}
                </Stack>
              </ScrollArea.Autosize>
            )
          }
        </Loaded>
      )}
    </Stack>
  );
}

function Found({ passage, onChoose }: { passage: Passage; onChoose: () => void }) {
  return (
    <Paper withBorder p="xs" component="li">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Place passage={passage} />
        <Button
          size="compact-xs"
          variant="light"
          style={{ flexShrink: 0 }}
          aria-label={`This answers it: ${passage.content.slice(0, 60)}`}
          onClick={onChoose}
        >
          This answers it
        </Button>
      </Group>
      <div className="clamp">
        <Markdown text={passage.content} />
      </div>
    </Paper>
  );
}

function Place({ passage }: { passage: Passage }) {
  const heading = passage.heading.replaceAll(" > ", " › ");
  return (
    <Group gap={6} style={{ minWidth: 0 }}>
      <PersonText size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        <PersonName>{passage.document_title}</PersonName>
        {heading && heading !== passage.document_title ? ` › ${heading}` : ""}
      </PersonText>
      {passage.layer !== "public" && (
        <Badge size="xs" variant="light" color="grape" tt="none">
          {passage.layer}
        </Badge>
      )}
    </Group>
  );
}
