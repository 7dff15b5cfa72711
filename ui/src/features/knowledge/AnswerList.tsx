/** Canonical answers: found, written, changed, retired, with every version and how many were served it. */
import {
  Alert,
  Badge,
  Button,
  FileButton,
  Group,
  Menu,
  Modal,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, asProblem, type Schema, unwrap } from "~/shared/api";
import { keys, queryClient } from "~/shared/queries";
import { date, dateTime, dayOf, endOf, plural } from "~/shared/time";
import { Markdown } from "~/shared/ui/Markdown";
import { Empty, Failed, Loaded, Loading } from "~/shared/ui/states";
import { AnswerReach } from "~/features/trust/AnswerReach";
import { useFormDraft } from "~/shared/drafts";
import { TrustStatus } from "~/shared/trust/TrustStatus";

type Answer = Schema<"AnswerOut">;
type Dialog =
  { kind: "edit"; answer: Answer | null } | { kind: "retire" | "versions" | "boundary"; answer: Answer } | null;

export function AnswerList({ avee }: { avee: string }) {
  const query = useInfiniteQuery({
    queryKey: keys.answers(avee),
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/avees/{avee_id}/canonical-answers", {
          params: { path: { avee_id: avee }, query: { cursor: pageParam, limit: 200 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const bring = useMutation({
    mutationFn: (file: File) => importFile(avee, file),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.answers(avee) }),
  });
  const [search, setSearch] = useState("");
  const [state, setState] = useState<string | null>("active");
  const [dialog, setDialog] = useState<Dialog>(null);
  const answers = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // Searched as a whole, so loaded as a whole.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = answers.filter(
    (each) =>
      (!state || each.state === state) &&
      words.every((word) => `${each.question_pattern} ${each.answer_content}`.toLowerCase().includes(word)),
  );
  return (
    <Stack component="section" aria-labelledby="answers">
      <Group justify="space-between">
        <Title order={2} size="h3" id="answers">
          Your answers
        </Title>
        <Group gap="xs">
          <FileButton
            accept=".csv,.jsonl"
            onChange={(file) => file && bring.mutate(file)}
            inputProps={{ "aria-label": "File of answers" }}
          >
            {(props) => (
              <Button {...props} variant="default" size="xs" loading={bring.isPending}>
                Import
              </Button>
            )}
          </FileButton>
          <Menu>
            <Menu.Target>
              <Button variant="default" size="xs" disabled={answers.length === 0}>
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(["csv", "jsonl", "md"] as const).map((kind) => (
                <Menu.Item
                  key={kind}
                  component="a"
                  download
                  href={`/avees/${avee}/canonical-answers/export?format=${kind}`}
                >
                  {EXPORTS[kind]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button size="xs" onClick={() => setDialog({ kind: "edit", answer: null })}>
            Add an answer
          </Button>
        </Group>
      </Group>
      {bring.data && <Imported told={bring.data} />}
      {bring.isError && (
        <Alert color="red" role="alert">
          {asProblem(bring.error).message}
        </Alert>
      )}
      <TrustStatus avee={avee} of={["reuse"]} />
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
          data={["active", "retired"]}
        />
      </Group>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && shown.length === 0 && (
        <Empty title={answers.length ? "Nothing matches" : "No answers yet"}>
          {answers.length
            ? "Try fewer words."
            : "Each answer you write in the inbox is kept here and given to whoever asks the same."}
        </Empty>
      )}
      {shown.slice(0, 200).map((each) => (
        <Paper key={each.id} withBorder p="sm" component="article">
          <Text fw={600}>{each.question_pattern}</Text>
          <Text size="sm" className="clamp" mt={2}>
            {each.answer_content}
          </Text>
          <Group justify="space-between" mt="xs" gap="xs">
            <Group gap={6}>
              {each.state === "retired" && (
                <Badge size="sm" variant="light" color="gray" tt="none">
                  retired
                </Badge>
              )}
              {each.layer !== "public" && (
                <Badge size="sm" variant="light" color="grape" tt="none">
                  for {each.layer}
                </Badge>
              )}
              <Text size="xs" c="dimmed">
                given {plural(each.times_reused, "time")}
                {each.times_wrong > 0
                  ? ` · called wrong ${plural(each.times_wrong, "time")}, so only for surer matches`
                  : ""}{" "}
                · version {each.version} · {date(each.updated_at)}
                {each.expires_at ? ` · until ${date(each.expires_at)}` : ""}
              </Text>
            </Group>
            <Group gap={4}>
              <Button size="compact-xs" variant="subtle" onClick={() => setDialog({ kind: "versions", answer: each })}>
                Versions
              </Button>
              {each.state === "active" && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => setDialog({ kind: "boundary", answer: each })}
                >
                  Who gets it
                </Button>
              )}
              {each.state === "active" && (
                <Button size="compact-xs" variant="subtle" onClick={() => setDialog({ kind: "edit", answer: each })}>
                  Edit
                </Button>
              )}
              {each.state === "active" && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  onClick={() => setDialog({ kind: "retire", answer: each })}
                >
                  Retire
                </Button>
              )}
            </Group>
          </Group>
        </Paper>
      ))}
      <Modal
        opened={dialog !== null}
        onClose={() => setDialog(null)}
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
        title={
          dialog?.kind === "versions"
            ? "Versions"
            : dialog?.kind === "boundary"
              ? "Who gets this answer"
              : dialog?.kind === "retire"
                ? "Retire the answer?"
                : dialog?.answer
                  ? "Edit the answer"
                  : "Add an answer"
        }
      >
        {dialog?.kind === "edit" && <Edit avee={avee} answer={dialog.answer} onDone={() => setDialog(null)} />}
        {dialog?.kind === "retire" && <Retire answer={dialog.answer} onDone={() => setDialog(null)} />}
        {dialog?.kind === "versions" && <Versions answer={dialog.answer} />}
        {dialog?.kind === "boundary" && (
          <>
            <Text fw={600} mb="xs">
              {dialog.answer.question_pattern}
            </Text>
            <AnswerReach avee={avee} answer={dialog.answer.id} />
          </>
        )}
      </Modal>
    </Stack>
  );
}

const EXPORTS = { csv: "CSV, to import again", jsonl: "JSON lines, to import again", md: "Markdown, to read" };

async function importFile(avee: string, file: File): Promise<Schema<"ImportOut">> {
  const form = new FormData();
  form.append("file", file);
  const path = { params: { path: { avee_id: avee } } };
  return unwrap(
    api.POST("/avees/{avee_id}/canonical-answers/import", {
      ...path,
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}

function Imported({ told }: { told: Schema<"ImportOut"> }) {
  return (
    <Alert color={told.wrong > 0 ? "orange" : "teal"} role="status" title={`${plural(told.added, "answer")} added`}>
      {told.known > 0 && <Text size="sm">{told.known} were there already.</Text>}
      {told.wrong_rows.map((row) => (
        <Text key={row.line} size="sm">
          Line {row.line}: {row.problem}
        </Text>
      ))}
      {told.wrong > told.wrong_rows.length && (
        <Text size="sm">And {told.wrong - told.wrong_rows.length} more that were left out.</Text>
      )}
    </Alert>
  );
}

function Edit({ avee, answer, onDone }: { avee: string; answer: Answer | null; onDone: () => void }) {
  const begin = {
    question: answer?.question_pattern ?? "",
    text: answer?.answer_content ?? "",
    layer: answer?.layer ?? "public",
    until: answer?.expires_at ? dayOf(answer.expires_at) : "",
  };
  // A press beside the dialog closes it; the words are there when it is opened again.
  const { form, set, isKept, forget } = useFormDraft(
    `edit:${avee}:${answer ? `${answer.id}:${answer.version}` : "new"}`,
    begin,
  );
  const save = useMutation({
    mutationFn: () => {
      const body = {
        question_pattern: form.question,
        answer_content: form.text,
        layer: form.layer,
        expires_at: form.until ? endOf(form.until) : null,
      };
      return answer
        ? unwrap(
            api.PATCH("/avees/{avee_id}/canonical-answers/{answer_id}", {
              params: { path: { avee_id: avee, answer_id: answer.id } },
              body,
            }),
          )
        : unwrap(api.POST("/avees/{avee_id}/canonical-answers", { params: { path: { avee_id: avee } }, body }));
    },
    onSuccess: () => {
      forget();
      void queryClient.invalidateQueries({ queryKey: keys.answers(avee) });
      onDone();
    },
  });
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {answer && answer.times_reused > 0 && (
        <Alert color="orange">Whoever was given this answer gets the new one as a correction in their thread.</Alert>
      )}
      <TextInput
        label="Question"
        required
        value={form.question}
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <Textarea
        label="Answer"
        description="Markdown"
        required
        autosize
        minRows={5}
        maxRows={20}
        value={form.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Group>
        <Select
          label="Who may be given it"
          allowDeselect={false}
          value={form.layer}
          onChange={(value) => set({ layer: value ?? "public" })}
          data={[
            { value: "public", label: "Everyone" },
            { value: "friends", label: "Friends" },
            { value: "intimate", label: "Intimate" },
          ]}
        />
        <TextInput
          type="date"
          label="Stands until"
          value={form.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </Group>
      {save.isError && (
        <Alert color="red" role="alert">
          {asProblem(save.error).message}
        </Alert>
      )}
      <Group>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        {isKept && (
          <Button variant="default" onClick={forget}>
            Undo changes
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Retire({ answer, onDone }: { answer: Answer; onDone: () => void }) {
  const retire = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/avees/{avee_id}/canonical-answers/{answer_id}", {
          params: { path: { avee_id: answer.avee_id, answer_id: answer.id } },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.answers(answer.avee_id) });
      onDone();
    },
  });
  return (
    <Stack>
      <Text>
        It is given to nobody from then on, and everyone who was given it is told in their thread that it no longer
        holds.
      </Text>
      <Text fw={600}>{answer.question_pattern}</Text>
      {retire.isError && (
        <Alert color="red" role="alert">
          {asProblem(retire.error).message}
        </Alert>
      )}
      <Group>
        <Button color="red" loading={retire.isPending} onClick={() => retire.mutate()}>
          Retire it
        </Button>
        <Button variant="default" onClick={onDone}>
          Keep it
        </Button>
      </Group>
    </Stack>
  );
}

function Versions({ answer }: { answer: Answer }) {
  const query = useQuery({
    queryKey: [...keys.answers(answer.avee_id), answer.id, "versions"],
    queryFn: () =>
      unwrap(
        api.GET("/avees/{avee_id}/canonical-answers/{answer_id}/versions", {
          params: { path: { avee_id: answer.avee_id, answer_id: answer.id } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(page) => (
        <Table aria-label="Versions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Answer</Table.Th>
              <Table.Th>Given to</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.items.map((each) => (
              <Table.Tr key={each.version}>
                <Table.Td style={{ verticalAlign: "top", whiteSpace: "nowrap" }}>
                  {each.version}
                  <Text size="xs" c="dimmed">
                    {dateTime(each.created_at)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {each.question_pattern}
                  </Text>
                  <Markdown text={each.answer_content} />
                </Table.Td>
                <Table.Td style={{ verticalAlign: "top" }}>{plural(each.people_served, "person", "people")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}
