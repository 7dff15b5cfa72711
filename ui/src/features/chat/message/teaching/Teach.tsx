/** For whoever may answer, below a question: a dialog that teaches the agent its answer. */
import { Button, Modal } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import { useMaySend } from "~/shared/team/useMay";
import { Loading } from "~/shared/ui/states";

// Few who read a conversation teach.
const Lesson = lazy(async () => ({ default: (await import("~/features/chat/message/teaching/Lesson")).Lesson }));

/** Messages that asked nothing, and those that are refused before any answer is looked for. */
const NEVER_TAUGHT = ["small_talk", "reply_to_agent", "creator_present", "blocked_topic", "unsafe"];

interface Props {
  avee: string;
  decision: string;
  rule: string | null;
  asked: string;
}

export function Teach({ avee, decision, rule, asked }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isTaught, setTaught] = useState(false);
  const maySend = useMaySend(avee);
  if (!maySend || rule === null || NEVER_TAUGHT.includes(rule)) return null;
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {isTaught ? "Taught" : "Teach the answer"}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        size="lg"
        title="Teach the agent"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Suspense fallback={<Loading />}>
          <Lesson
            avee={avee}
            decision={decision}
            asked={asked}
            onTaught={() => {
              setTaught(true);
              setOpen(false);
            }}
          />
        </Suspense>
      </Modal>
    </>
  );
}
