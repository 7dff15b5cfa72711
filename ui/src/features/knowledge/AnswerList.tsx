/** The creator's answers: search, add, change, retire, import and export. */
import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";

import { api, type Schema, unwrap } from "~/shared/api";
import { keys } from "~/shared/queries";
import { plural } from "~/shared/time";
import { TrustStatus } from "~/shared/trust/TrustStatus";
import { PersonText } from "~/shared/ui/PersonText";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { useSearchParam } from "~/shared/useSearchParam";
import { AnswerCard, type AnswerDialog, isDialog, restsOnNothing } from "~/features/knowledge/AnswerCard";
import { AnswerEditor } from "~/features/knowledge/AnswerEditor";
import { ExportMenu, ImportButton, ImportResult } from "~/features/knowledge/AnswerFiles";
import { AnswerVersions } from "~/features/knowledge/AnswerVersions";
import { ImportDialog } from "~/features/knowledge/ImportDialog";
import { PublishAnswer } from "~/features/knowledge/PublishAnswer";
import { RetireAnswer } from "~/features/knowledge/RetireAnswer";
import { useImport } from "~/features/knowledge/useImport";

type Answer = Schema<"AnswerOut">;
/** More answers than this are found by searching. */
const MOST_SHOWN = 200;
const PAGE_SIZE = 200;

interface Props {
  avee: string;
  /** Of the agent: its public page is named after it. */
  handle: string;
  mayEdit: boolean;
  /** Renders which messages an answer serves. */
  reachOf: (answer: string) => ReactNode;
}

export function AnswerList({ avee, handle, mayEdit, reachOf }: Props) {
  const { query, answers } = useAllAnswers(avee);
  const importing = useImport(avee);
  const [search, setSearch] = useState("");
  const [state, setState] = useState<string | null>("active");
  const [opened, setOpened] = useOpened(answers);
  const found = answers.filter((each) => isInState(each, state) && matches(each, search));
  return (
    <Stack component="section" aria-labelledby="answers">
      <Group justify="space-between">
        <Title order={2} size="h3" id="answers">
          Your answers
        </Title>
        <Group gap="xs">
          {mayEdit && <ImportButton importing={importing} />}
          <ExportMenu avee={avee} isEmpty={answers.length === 0} />
          <Button size="xs" variant="default" component="a" href={`/@${handle}/answers`} target="_blank">
            Public page
          </Button>
          {mayEdit && (
            <Button size="xs" onClick={() => setOpened({ dialog: "edit", answer: null })}>
              Add an answer
            </Button>
          )}
        </Group>
      </Group>
      <ImportResult importing={importing} />
      <ImportDialog importing={importing} />
      <TrustStatus avee={avee} of={["reuse"]} />
      <GoneNotice answers={answers} />
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 180 }}
        />
        <Select
          label="State"
          w={130}
          value={state}
          onChange={setState}
          clearable
          placeholder="all"
          data={["active", "published", "retired"]}
        />
      </Group>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && found.length === 0 && <NoAnswers hasAnswers={answers.length > 0} />}
      {found.slice(0, MOST_SHOWN).map((each) => (
        <AnswerCard
          key={each.id}
          answer={each}
          mayEdit={mayEdit}
          onOpen={(dialog) => setOpened({ dialog, answer: each })}
        />
      ))}
      <Dialog
        avee={avee}
        handle={handle}
        mayEdit={mayEdit}
        opened={opened}
        onClose={() => setOpened(null)}
        reachOf={reachOf}
      />
    </Stack>
  );
}

/** Loads every page, because the search below looks through all answers. */
function useAllAnswers(avee: string) {
  const query = useInfiniteQuery({
    queryKey: keys.answers(avee),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/canonical-answers", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam, limit: PAGE_SIZE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { query, answers: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

function isInState(answer: Answer, state: string | null): boolean {
  return !state || (state === "published" ? answer.published : answer.state === state);
}

/** How many answers rest on a passage that is not there any more; each says so itself. */
function GoneNotice({ answers }: { answers: Answer[] }) {
  const count = answers.filter((each) => each.state === "active" && restsOnNothing(each)).length;
  if (count === 0) return null;
  return (
    <Alert color="orange" role="status" title={`${plural(count, "answer")} quoted from what is gone`}>
      <Text size="sm">
        The document was replaced or deleted, or no longer says it. The answer is given all the same, until you change
        or retire it. It is marked below.
      </Text>
    </Alert>
  );
}

/** Whether the answer or its question contains every word of the search. */
function matches(answer: Answer, search: string): boolean {
  const text = `${answer.question_pattern} ${answer.answer_content}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function NoAnswers({ hasAnswers }: { hasAnswers: boolean }) {
  return hasAnswers ? (
    <Empty title="Nothing matches">Try fewer words.</Empty>
  ) : (
    <Empty title="No answers yet">
      Each answer that you write in the inbox is kept here, and given to everyone who asks the same question.
    </Empty>
  );
}

/** Only the editor opens without an answer, to add one. */
type Opened = { dialog: AnswerDialog; answer: Answer } | { dialog: "edit"; answer: null };

const NEW = "new";

/** The open dialog, in the address as "edit:" and the answer's id, or "edit:new" for a new one. */
function useOpened(answers: Answer[]): [Opened | null, (opened: Opened | null) => void] {
  const [value, setValue] = useSearchParam("answer");
  const set = (opened: Opened | null) => setValue(opened && `${opened.dialog}:${opened.answer?.id ?? NEW}`);
  const [dialog = "", id] = value?.split(":") ?? [];
  if (dialog === "edit" && id === NEW) return [{ dialog, answer: null }, set];
  const answer = answers.find((each) => each.id === id);
  return [answer && isDialog(dialog) ? { dialog, answer } : null, set];
}

interface DialogProps extends Props {
  opened: Opened | null;
  onClose: () => void;
}

function Dialog({ avee, handle, mayEdit, opened, onClose, reachOf }: DialogProps) {
  return (
    <Modal
      opened={opened !== null}
      onClose={onClose}
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      title={opened && titleOf(opened)}
    >
      {mayEdit && opened?.dialog === "edit" && <AnswerEditor avee={avee} answer={opened.answer} onDone={onClose} />}
      {mayEdit && opened?.dialog === "retire" && <RetireAnswer answer={opened.answer} onDone={onClose} />}
      {mayEdit && opened?.dialog === "publish" && (
        <PublishAnswer answer={opened.answer} handle={handle} onDone={onClose} />
      )}
      {opened?.dialog === "versions" && <AnswerVersions answer={opened.answer} />}
      {opened?.dialog === "reach" && (
        <>
          <PersonText fw={600} mb="xs">
            {opened.answer.question_pattern}
          </PersonText>
          {reachOf(opened.answer.id)}
        </>
      )}
    </Modal>
  );
}

function titleOf({ dialog, answer }: Opened): string {
  switch (dialog) {
    case "versions":
      return "Versions";
    case "publish":
      return "Public page";
    case "reach":
      return "Who gets this answer";
    case "retire":
      return "Retire the answer?";
    case "edit":
      return answer ? "Edit the answer" : "Add an answer";
  }
}
