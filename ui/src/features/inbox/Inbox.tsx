/** The creator's inbox: the queue in its order, one question open, everything by keyboard, ten seconds to think again. */
import {
  ActionIcon,
  Badge,
  Box,
  Button,
  Checkbox,
  Group,
  Kbd,
  Modal,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconInbox, IconKeyboard } from "@tabler/icons-react";
import { useMemo, useState } from "react";

import type { Schema } from "~/shared/api";
import { flush, type Move, schedule, undo, usePending } from "~/shared/pending";
import { aveesQuery, keys, queryClient, queueQuery } from "~/shared/queries";
import { plural, relative } from "~/shared/time";
import { useTitle } from "~/shared/ui/Page";
import { Empty, Failed, Loading } from "~/shared/ui/states";
import { Question } from "~/features/inbox/Question";
import { Cards } from "~/features/trust/Cards";
import { WentWrong } from "~/features/trust/StandingLine";

export type Escalation = Schema<"EscalationOut">;
export type Field = "answer" | "decline";
/** `done` is called when the server has it, `problem` when it was refused; neither when it was undone. */
export type Act = (
  verb: "answer" | "decline" | "defer",
  body: unknown,
  then?: { done: () => void; problem: (code: string, message: string) => void },
) => void;

const WAYS = [
  ["j, k", "next, previous question"],
  ["enter, e", "write the answer"],
  ["ctrl + enter", "send the answer"],
  ["d", "decline, with a reason"],
  ["s", "put off for a day"],
  ["x", "choose for a bulk action"],
  ["u", "undo the last"],
  ["esc", "leave the text"],
  ["?", "this list"],
] as const;
const LABELS = { answer: "Answer", decline: "Decline", defer: "Put off" } as const;

export function Inbox() {
  useTitle("Inbox");
  const avees = useQuery(aveesQuery);
  const queue = useQuery(queueQuery);
  const pending = usePending();
  const [avee, setAvee] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [isOpenSmall, setOpenSmall] = useState(false);
  // Of one question: the next one that opens must not catch the keys.
  const [focus, setFocus] = useState<{ on: Field; thing: string } | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isHelp, help] = useDisclosure(false);
  const mine = useMemo(() => new Set(avees.data?.map((each) => each.id)), [avees.data]);
  const gone = new Set(pending.map((each) => each.thing));
  const waiting = onePerGroup(
    (queue.data ?? []).filter(
      (each) => each.status === "accepted" && mine.has(each.avee_id) && (!avee || each.avee_id === avee),
    ),
  );
  const shown = waiting.filter((each) => !gone.has(each.id));
  const open = shown.find((each) => each.id === openId) ?? shown[0];

  const step = (by: number) => {
    const at = shown.findIndex((each) => each.id === open?.id);
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    if (!next) return;
    setOpenId(next.id);
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const act =
    (thing: Escalation): Act =>
    (verb, body, then) => {
      if (thing.id === open?.id) {
        const at = shown.findIndex((each) => each.id === thing.id);
        setOpenId((shown[at + 1] ?? shown[at - 1])?.id ?? null);
        setOpenSmall(false);
      }
      schedule({
        id: `${thing.id}:${verb}`,
        thing: thing.id,
        label: `${LABELS[verb]}: ${thing.original_message}`,
        path: `/orchestrator/queue/${thing.id}/${verb}`,
        body,
        onDone: () => {
          then?.done();
          void queryClient.invalidateQueries({ queryKey: keys.queue });
        },
        onProblem: (code, message) => {
          then?.problem(code, message);
          setOpenId(thing.id);
          setOpenSmall(true);
        },
      });
    };
  const go = (on: Field) => {
    if (!open) return;
    setOpenSmall(true);
    setFocus({ on, thing: open.id });
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const deferAll = () => {
    for (const each of shown) if (chosen.has(each.id)) act(each)("defer", {});
    setChosen(new Set());
  };
  const declineAll = (reason: string) => {
    for (const each of shown) if (chosen.has(each.id)) act(each)("decline", reason ? { reason } : {});
    setChosen(new Set());
  };
  const last = pending.at(-1);
  // What was taken back is what one wants to look at again; a card is not among the questions.
  const takeBack = (move: Move) => {
    undo(move.id);
    if (queue.data?.some((each) => each.id === move.thing)) setOpenId(move.thing);
  };
  useHotkeys(
    [
      ["j", () => step(1)],
      ["k", () => step(-1)],
      ["e", () => go("answer")],
      ["d", () => go("decline")],
      ["s", () => open && act(open)("defer", {})],
      ["x", () => open && toggle(open.id)],
      ["u", () => last && takeBack(last)],
      ["shift+?", help.toggle],
      ["?", help.toggle],
    ],
    ["INPUT", "TEXTAREA", "SELECT"],
  );

  // Enter on a button or a link is that button's own.
  useHotkeys([["Enter", () => go("answer")]], ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "A"]);

  if (queue.isError && !queue.data) return <Failed error={queue.error} retry={() => void queue.refetch()} />;
  if (!queue.data || !avees.data) return <Loading what="Loading your inbox" />;
  return (
    <>
      <div className="split" data-detail={isOpenSmall && Boolean(open)}>
        <aside aria-label="Questions">
          <Box p="sm">
            <Group justify="space-between" px="xs" mb="xs" wrap="nowrap">
              <Title order={1} size="h4">
                Inbox{" "}
                <Text span c="dimmed" size="sm">
                  {shown.length > 0 ? plural(shown.length, "question") : ""}
                </Text>
              </Title>
              <ActionIcon variant="subtle" color="gray" onClick={help.open} aria-label="Keyboard shortcuts">
                <IconKeyboard size={18} aria-hidden />
              </ActionIcon>
            </Group>
            {avees.data.length > 1 && (
              <Select
                aria-label="Agent"
                size="xs"
                mb="xs"
                clearable
                placeholder="All agents"
                value={avee}
                onChange={setAvee}
                data={avees.data.map((each) => ({ value: each.id, label: each.display_name }))}
              />
            )}
            <Cards avees={avees.data.filter((each) => !avee || each.id === avee).map((each) => each.id)} />
            {avees.data
              .filter((each) => !avee || each.id === avee)
              .map((each) => (
                <WentWrong key={each.id} avee={each.id} />
              ))}
            {chosen.size > 0 && (
              <Bulk
                count={chosen.size}
                onAll={chosen.size < shown.length ? () => setChosen(new Set(shown.map((each) => each.id))) : undefined}
                onDefer={deferAll}
                onDecline={declineAll}
              />
            )}
            <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {shown.map((each) => (
                <li key={each.id} id={`row-${each.id}`} style={{ display: "flex", alignItems: "flex-start" }}>
                  <Checkbox
                    size="md"
                    mt={10}
                    mx={6}
                    style={{ flexShrink: 0 }}
                    checked={chosen.has(each.id)}
                    onChange={() => toggle(each.id)}
                    aria-label={`Choose: ${each.original_message}`}
                  />
                  <Row
                    question={each}
                    isOpen={each.id === open?.id}
                    onOpen={(byKey) => {
                      setOpenId(each.id);
                      setOpenSmall(true);
                      if (byKey) setFocus({ on: "answer", thing: each.id });
                    }}
                  />
                </li>
              ))}
            </Stack>
          </Box>
        </aside>
        <section aria-label="Question">
          {open ? (
            <Question
              key={open.id}
              question={open}
              act={act(open)}
              focus={focus?.thing === open.id ? focus.on : null}
              onFocused={() => setFocus(null)}
              onBack={() => setOpenSmall(false)}
            />
          ) : (
            <Nothing hasAgents={avees.data.length > 0} />
          )}
        </section>
        {shown.length === 0 && (
          <div className="hide-wide" style={{ gridColumn: 1 }}>
            <Nothing hasAgents={avees.data.length > 0} />
          </div>
        )}
      </div>
      <Undo onUndo={takeBack} />
      <Modal opened={isHelp} onClose={help.close} title="Keyboard" closeButtonProps={{ "aria-label": "Close" }}>
        <Table aria-label="Keyboard shortcuts">
          <Table.Tbody>
            {WAYS.map(([key, what]) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <Kbd>{key}</Kbd>
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}

interface BulkProps {
  count: number;
  /** Chooses all of them; missing where all are chosen. */
  onAll: (() => void) | undefined;
  onDefer: () => void;
  onDecline: (reason: string) => void;
}

function Bulk({ count, onAll, onDefer, onDecline }: BulkProps) {
  const [isDeclining, declining] = useDisclosure(false);
  const [reason, setReason] = useState("");
  return (
    <Stack gap="xs" px="xs" mb="xs" role="group" aria-label="The chosen questions">
      <Group gap="xs">
        <Text size="sm">{count} chosen</Text>
        {onAll && (
          <Button size="compact-xs" variant="subtle" onClick={onAll}>
            All
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onDefer}>
          Put off
        </Button>
        <Button size="compact-xs" variant="default" onClick={declining.toggle} aria-expanded={isDeclining}>
          Decline …
        </Button>
      </Group>
      {isDeclining && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onDecline(reason.trim());
          }}
        >
          <Textarea
            size="xs"
            label="Why not?"
            description="Each of them reads this. Empty is fine."
            maxLength={1000}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" mt="xs" size="compact-xs" color="red" variant="light">
            Decline {plural(count, "question")}
          </Button>
        </form>
      )}
    </Stack>
  );
}

/** The first of each group stands for all: one answer serves them. */
function onePerGroup(questions: Escalation[]): Escalation[] {
  const seen = new Set<string>();
  return questions.filter((each) => !seen.has(each.group_id) && seen.add(each.group_id));
}

function Row({
  question,
  isOpen,
  onOpen,
}: {
  question: Escalation;
  isOpen: boolean;
  onOpen: (byKey: boolean) => void;
}) {
  return (
    <button
      type="button"
      className="row-link"
      data-selected={isOpen}
      aria-current={isOpen ? "true" : undefined}
      onClick={(event) => onOpen(event.detail === 0)}
      style={{
        border: 0,
        background: isOpen ? undefined : "none",
        font: "inherit",
        cursor: "pointer",
        minWidth: 0,
        flex: 1,
      }}
    >
      <Text fw={600} size="sm" className="clamp">
        {question.original_message}
      </Text>
      <Group gap={6} mt={4}>
        <Text size="xs" c="dimmed">
          @{question.asker_handle} · {question.asker_tier} · {relative(question.accepted_at ?? question.offered_at)}
        </Text>
        {question.people_waiting > 1 && (
          <Badge size="xs" variant="light" tt="none">
            answers {question.people_waiting} people
          </Badge>
        )}
        {question.deferred_at && (
          <Badge size="xs" variant="light" color="gray" tt="none">
            put off
          </Badge>
        )}
        {question.draft_answer && (
          <Badge size="xs" variant="light" color="orange" tt="none">
            draft
          </Badge>
        )}
      </Group>
    </button>
  );
}

function Nothing({ hasAgents }: { hasAgents: boolean }) {
  return hasAgents ? (
    <Empty title="Nothing waits for you" icon={<IconInbox size={36} aria-hidden />}>
      This is what good looks like: your agent answers what it can, and only what is new comes here. A question appears
      by itself.
    </Empty>
  ) : (
    <Empty title="No agent yet" icon={<IconInbox size={36} aria-hidden />}>
      Questions that people put to you through your agent come here. Create one under “My agents”.
    </Empty>
  );
}

function Undo({ onUndo }: { onUndo: (move: Move) => void }) {
  const pending = usePending();
  if (pending.length === 0) return null;
  return (
    <Box pos="fixed" bottom={16} left={16} right={16} style={{ zIndex: 300, pointerEvents: "none" }}>
      <Stack gap="xs" align="center">
        {pending.map((move) => (
          <Paper
            key={move.id}
            withBorder
            shadow="md"
            px="md"
            py="xs"
            role="status"
            style={{ pointerEvents: "auto" }}
            maw={520}
          >
            <Group wrap="nowrap" gap="sm">
              <Text size="sm" lineClamp={1}>
                {move.label}
              </Text>
              <Button size="compact-sm" variant="light" onClick={() => onUndo(move)}>
                Undo
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => flush()}>
                Send now
              </Button>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Box>
  );
}
