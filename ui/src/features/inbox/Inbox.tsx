/** The creator's inbox: the waiting questions, one of them open, everything by keyboard, ten seconds to undo. */
import { Box } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

import { TrustWarnings } from "~/shared/trust/TrustStatus";
import { useTitle } from "~/shared/ui/Page";
import { Failed, Loading } from "~/shared/ui/states";
import { BulkActions } from "~/features/inbox/BulkActions";
import { EmptyInbox, GoneQuestion } from "~/features/inbox/EmptyInbox";
import { InboxHeader } from "~/features/inbox/InboxHeader";
import { Question } from "~/features/inbox/question/Question";
import { QuestionList } from "~/features/inbox/QuestionList";
import { ShortcutHelp } from "~/features/inbox/ShortcutHelp";
import { UndoBar } from "~/shared/ui/UndoBar";
import { useInbox } from "~/features/inbox/useInbox";
import { useSelection } from "~/features/inbox/useSelection";
import { useShortcuts } from "~/features/inbox/useShortcuts";

/** `cards` renders the cards of these agents above the questions. */
export function Inbox({ cards }: { cards: (avees: string[]) => ReactNode }) {
  useTitle("Inbox");
  const inbox = useInbox();
  const { avees, queue, avee, setAvee, askers, setAskers, hasGuests, questions, open, actOn } = inbox;
  const selection = useSelection(questions.filter(inbox.mayAnswer), actOn);
  const [isHelp, help] = useDisclosure(false);
  useShortcuts(inbox, selection.toggle, help.toggle);
  if (queue.isError && !queue.data) return <Failed error={queue.error} retry={() => void queue.refetch()} />;
  if (!queue.data || !avees.data) return <Loading what="Loading your inbox" />;
  const shownAvees = avees.data.filter((each) => !avee || each.id === avee).map((each) => each.id);
  return (
    <>
      {open && (
        <a className="skip" href="#question">
          Skip to the open question
        </a>
      )}
      <div className="split" data-detail={inbox.isDetail}>
        <aside aria-label="Questions">
          <Box p="sm">
            <InboxHeader
              questionCount={questions.length}
              avees={avees.data}
              avee={avee}
              onAveeChange={setAvee}
              askers={askers}
              onAskersChange={setAskers}
              hasGuests={hasGuests}
              onHelp={help.open}
            />
            {cards(shownAvees)}
            {shownAvees.map((each) => (
              <TrustWarnings key={each} avee={each} />
            ))}
            {selection.selected.size > 0 && (
              <BulkActions
                count={selection.selected.size}
                onSelectAll={
                  selection.selected.size < questions.filter(inbox.mayAnswer).length ? selection.selectAll : undefined
                }
                onPostpone={selection.postponeAll}
                onDecline={selection.declineAll}
              />
            )}
            <QuestionList
              questions={questions}
              openId={open?.id}
              selected={selection.selected}
              mayAnswer={inbox.mayAnswer}
              onToggle={selection.toggle}
              onOpen={(id, isByKeyboard) => {
                inbox.show(id);
                if (isByKeyboard) inbox.focusOn("answer", id);
              }}
            />
          </Box>
        </aside>
        <section aria-label="Question" id="question" tabIndex={-1}>
          {open ? (
            <Question
              key={open.id}
              question={open}
              act={actOn(open)}
              focus={inbox.focus}
              onFocused={inbox.clearFocus}
              onBack={inbox.backToList}
            />
          ) : inbox.isGone ? (
            <GoneQuestion />
          ) : (
            <EmptyInbox hasAgents={avees.data.length > 0} />
          )}
        </section>
        {questions.length === 0 && !inbox.isDetail && (
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
