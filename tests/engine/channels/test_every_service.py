"""The same story in every kind of service, by what that kind can do: asked, asked further, offered, answered in place, corrected, and out."""

from contextlib import suppress

import pytest

from orchestrator.domain.channels.events import InboundEvent, InboundKind
from orchestrator.domain.channels.kinds import ABILITIES, ChannelKind
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.matching import change_answer, corrections
from orchestrator.engine.matching.change_answer import AnswerChange
from support.channels import Switchboard, WithChannel, event
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, rows

KINDS = (ChannelKind.telegram, ChannelKind.slack, ChannelKind.discord, ChannelKind.email, ChannelKind.twilio, ChannelKind.webhook)


def choice(board: Switchboard, kind: ChannelKind, label: str, number: int, sender: str) -> InboundEvent:
    """A press, or the number where there are no buttons: as a reply to the newest message to them, where there are replies."""
    if ABILITIES[kind].buttons:
        return event(InboundKind.pressed, sender=sender, value=board.service.press(label))
    newest = max(n for n, (thread, _, _) in enumerate(board.service.sent, 1) if thread == f"chat {sender}")
    return event(text=str(number), sender=sender, reply_to=f"sent-{newest}" if ABILITIES[kind].replies else "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_story(with_channel: WithChannel, kind: ChannelKind) -> None:
    async def story(board: Switchboard) -> None:
        can = ABILITIES[kind]
        await board.connect_creator()
        # Asked, and asked further: the second question is joined with the first.
        assert "Tuesday to Saturday" in (await board.ask(HOURS_QUESTION))[0]
        await board.ask("And in winter?")
        [asked] = rows(board.database, "SELECT evidence ->> 'question' AS whole FROM orchestrator_decisions ORDER BY id DESC LIMIT 1")
        assert "workshop" in asked.whole
        # Offered, and accepted.
        await board.ask(NOVEL_QUESTION)
        await board.tell(choice(board, kind, "Yes", 1, "nora"))
        [row] = rows(board.database, "SELECT id, status FROM escalation_queue ORDER BY id DESC LIMIT 1")
        assert row.status == "accepted"
        # Answered in place by the creator.
        [ref] = [
            f"sent-{n}"
            for n, (thread, message, _) in enumerate(board.service.sent, 1)
            if thread == "chat mira" and NOVEL_QUESTION in message.text
        ]
        [preview] = await board.ask("Each May.", "mira", **({"reply_to": ref} if can.replies else {}))
        assert "Nothing is sent yet" in preview
        board.service.faults = [Unavailable("channel_unreachable", "out")]
        with suppress(Unavailable):  # where the service shows no edits, the answer is the first that it does not take
            await board.tell(choice(board, kind, "Send", 1, "mira"))
        assert board.service.faults == []
        await board.send()
        assert ("chat nora", "**Mira:**\n\nEach May.") in [(thread, message.text) for thread, message, _ in board.service.sent]
        # Corrected where it was asked.
        [made] = rows(board.database, "SELECT id FROM canonical_answers WHERE answer_content = 'Each May.'")
        where = board.services, board.house.creator, board.house.avee, made.id
        await change_answer.change_answer(*where, AnswerChange(answer_content="Each June."))
        await corrections.send_corrections(*where)
        await board.send()
        thread, message, _ = board.service.sent[-1]
        assert (thread, "Each June." in message.text) == ("chat nora", True)

    with_channel(story, kind)
