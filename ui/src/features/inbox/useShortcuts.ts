/** The inbox by keyboard; ShortcutHelp lists the keys. */
import { useHotkeys } from "@mantine/hooks";

import type { Inbox } from "~/features/inbox/useInbox";

const TEXT_FIELDS = ["INPUT", "TEXTAREA", "SELECT"];

export function useShortcuts(inbox: Inbox, toggleSelected: (id: string) => void, toggleHelp: () => void): void {
  const { open, actOn, lastAction, mayAnswer } = inbox;
  const mine = open && mayAnswer(open) ? open : undefined;
  useHotkeys(
    [
      ["j", () => inbox.step(1)],
      ["k", () => inbox.step(-1)],
      ["e", () => inbox.focusOn("answer")],
      ["d", () => inbox.focusOn("decline")],
      ["s", () => mine && actOn(mine)("defer", {})],
      ["x", () => mine && toggleSelected(mine.id)],
      ["u", () => lastAction && inbox.undoAction(lastAction)],
      ["shift+?", toggleHelp],
      ["?", toggleHelp],
    ],
    TEXT_FIELDS,
  );
  // Enter on a button or a link presses that button or link.
  useHotkeys([["Enter", () => inbox.focusOn("answer")]], [...TEXT_FIELDS, "BUTTON", "A"]);
}
