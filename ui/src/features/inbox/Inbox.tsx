/** The creator's inbox: the waiting questions, one of them open, everything by keyboard, ten seconds to undo. */
import { ActionIcon, Box, Group, Select, Text, Title } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKeyboard } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { plural } from "~/shared/time";
import { TrustWarnings } from "~/shared/trust/TrustStatus";
import { useTitle } from "~/shared/ui/Page";
import { Failed, Loading } from "~/shared/ui/states";
import { BulkActions } from "~/features/inbox/BulkActions";
import { EmptyInbox } from "~/features/inbox/EmptyInbox";
import { Question } from "~/features/inbox/question/Question";
import { QuestionList } from "~/features/inbox/QuestionList";
import { ShortcutHelp } from "~/features/inbox/ShortcutHelp";
import { UndoBar } from "~/features/inbox/UndoBar";
import { useInbox } from "~/features/inbox/useInbox";
import { useSelection } from "~/features/inbox/useSelection";

const TEXT_FIELDS = ["INPUT", "TEXTAREA", "SELECT"];

/** `cards` renders the cards of these agents above the questions. */
export function Inbox({ cards }: { cards: (avees: string[]) => ReactNode }) {
  useTitle("Inbox");
  const inbox = useInbox();
  const { avees, queue, avee, setAvee, questions, open, actOn } = inbox;
  const selection = useSelection(questions, actOn);
  const [isHelp, help] = useDisclosure(false);
  useHotkeys(
    [
      ["j", () => inbox.step(1)],
      ["k", () => inbox.step(-1)],
      ["e", () => inbox.focusOn("answer")],
      ["d", () => inbox.focusOn("decline")],
      ["s", () => open && actOn(open)("defer", {})],
      ["x", () => open && selection.toggle(open.id)],
      ["u", () => inbox.lastAction && inbox.undoAction(inbox.lastAction)],
      ["shift+?", help.toggle],
      ["?", help.toggle],
    ],
    TEXT_FIELDS,
  );
  // Enter on a button or a link presses that button or link.
  useHotkeys([["Enter", () => inbox.focusOn("answer")]], [...TEXT_FIELDS, "BUTTON", "A"]);

  if (queue.isError && !queue.data) return <Failed error={queue.error} retry={() => void queue.refetch()} />;
  if (!queue.data || !avees.data) return <Loading what="Loading your inbox" />;
  const shownAvees = avees.data.filter((each) => !avee || each.id === avee).map((each) => each.id);
  return (
    <>
      <div className="split" data-detail={inbox.isDetail}>
        <aside aria-label="Questions">
          <Box p="sm">
            <Group justify="space-between" px="xs" mb="xs" wrap="nowrap">
              <Title order={1} size="h4">
                Inbox{" "}
                <Text span c="dimmed" size="sm">
                  {questions.length > 0 ? plural(questions.length, "question") : ""}
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
            {cards(shownAvees)}
            {shownAvees.map((each) => (
              <TrustWarnings key={each} avee={each} />
            ))}
            {selection.selected.size > 0 && (
              <BulkActions
                count={selection.selected.size}
                onSelectAll={selection.selected.size < questions.length ? selection.selectAll : undefined}
                onPostpone={selection.postponeAll}
                onDecline={selection.declineAll}
              />
            )}
            <QuestionList
              questions={questions}
              openId={open?.id}
              selected={selection.selected}
              onToggle={selection.toggle}
              onOpen={(id, isByKeyboard) => {
                inbox.show(id);
                if (isByKeyboard) inbox.focusOn("answer", id);
              }}
            />
          </Box>
        </aside>
        <section aria-label="Question">
          {open ? (
            <Question
              key={open.id}
              question={open}
              act={actOn(open)}
              focus={inbox.focus}
              onFocused={inbox.clearFocus}
              onBack={inbox.backToList}
            />
          ) : (
            <EmptyInbox hasAgents={avees.data.length > 0} />
          )}
        </section>
        {questions.length === 0 && (
          <div className="hide-wide" style={{ gridColumn: 1 }}>
            <EmptyInbox hasAgents={avees.data.length > 0} />
          </div>
        )}
      </div>
      <UndoBar onUndo={inbox.undoAction} />
      <ShortcutHelp isOpen={isHelp} onClose={help.close} />
    </>
  );
}
