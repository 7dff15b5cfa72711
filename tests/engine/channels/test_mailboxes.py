"""A mailbox that is looked at: everything in it is kept once, and not everything is answered."""

from typing import Any
from uuid import UUID

import pytest

from orchestrator.domain.channels.events import InboundEvent, InboundKind, SetAside
from orchestrator.domain.channels.kinds import ABILITIES, ChannelKind
from orchestrator.domain.errors import Forbidden, Invalid, Unavailable
from orchestrator.engine.channels.mailboxes.fetching import fetch_channel
from orchestrator.engine.channels.mailboxes.setting_aside import list_aside
from orchestrator.engine.channels.managing import change_channel, list_channels, make_code
from orchestrator.ports.database import Scope
from support.channels import Switchboard, WithChannel, event
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, add_person, rows

MAIL = ChannelKind.email


async def look(board: Switchboard, *events: InboundEvent) -> list[str]:
    """What is said after the mailbox was looked at."""
    before = len(board.service.sent)
    board.service.mailbox += events
    await fetch_channel(board.services, board.channel)
    await board.handle()
    await board.send()
    return board.service.texts[before:]


def asides(board: Switchboard) -> list[tuple[str, str]]:
    return [(row.set_aside, row.sender) for row in rows(board.database, "SELECT set_aside, event ->> 'sender' AS sender FROM inbound_events WHERE set_aside IS NOT NULL ORDER BY received_at")]  # fmt: skip


async def shown(board: Switchboard) -> Any:
    [channel] = await list_channels(board.services, board.house.creator, board.house.avee)
    return channel


async def due(board: Switchboard) -> list[str]:
    async with board.services.database.transaction(Scope()) as tx:
        return [task for task, _ in await tx.channels.find_due(10)]


def test_what_is_found_is_handled_once_also_where_the_process_dies_before_it_tells_the_mailbox(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.forgets = True
        assert len(await look(board, event(text=HOURS_QUESTION))) == 1
        assert len(board.service.mailbox) == 1, "it is found again"
        board.service.forgets = False
        assert await look(board) == []
        assert board.service.mailbox == []
        assert rows(board.database, "SELECT count(*) AS n FROM messages WHERE role = 'user'")[0].n == 1

    with_channel(story, MAIL)


def test_a_mail_that_was_kept_and_not_handled_is_handled_later(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.mailbox = [
            event(text=HOURS_QUESTION),
            event(text=NOVEL_QUESTION, sender="otto"),
            event(text=HOURS_QUESTION, sender="ada"),
        ]
        assert await fetch_channel(board.services, board.channel) == 3
        assert board.service.mailbox == []
        rows(board.database, "DELETE FROM procrastinate_jobs")
        assert rows(board.database, "SELECT count(*) AS n FROM inbound_events WHERE handled_at IS NULL")[0].n == 3
        rows(board.database, "UPDATE inbound_events SET received_at = now() - interval '10 minutes'")
        assert (await due(board)).count("handle_inbound") == 3
        assert len(await look(board)) == 3

    with_channel(story, MAIL)


def test_what_is_set_aside_is_shown_and_not_answered(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        assert await look(board, event(text="I am away.", set_aside=SetAside.machine), event(text="Hi", set_aside=SetAside.forged)) == []
        assert asides(board) == [("machine", "nora"), ("forged", "nora")]
        assert rows(board.database, "SELECT count(*) AS n FROM users WHERE guest_of IS NOT NULL")[0].n == 0
        found = await list_aside(board.services, board.house.creator, board.house.avee, board.channel)
        assert {(each.reason, each.text) for each in found} == {(SetAside.machine, "I am away."), (SetAside.forged, "Hi")}
        stranger = await add_person(board.services, "stranger")
        with pytest.raises(Exception, match="agent"):
            await list_aside(board.services, stranger, board.house.avee, board.channel)

    with_channel(story, MAIL)


def test_two_machines_that_answer_each_other_stop(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        most = ABILITIES[MAIL].answers_per_hour
        assert most is not None
        said = 0
        for number in range(most + 10):
            said += len(await look(board, event(text=f"{HOURS_QUESTION} {number}")))
        assert most <= said <= most + 2
        assert {reason for reason, _ in asides(board)} == {"too_many"}
        assert rows(board.database, "SELECT sending_by FROM channel_threads")[0].sending_by is None, "nobody holds the thread"
        assert await look(board, event(text=HOURS_QUESTION, sender="otto")) != [], "others are answered"
        rows(board.database, "UPDATE channel_deliveries SET created_at = now() - interval '2 hours'")
        assert await look(board, event(text="And on Tuesday?")) != [], "an hour later, so are they"

    with_channel(story, MAIL)


def test_whoever_is_only_claimed_asks_and_does_nothing_else(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        code = await make_code(board.services, board.house.creator, board.house.avee, board.channel)
        [told] = await look(board, event(text=f"/connect {code}", sender="mira", is_proven=False))
        assert "Reply to this mail" in told
        assert "You are connected" in (await look(board, event(text=f"/connect {code}", sender="mira")))[0]
        await look(board, event(text=NOVEL_QUESTION, is_proven=False))
        await look(board, event(text="1", is_proven=False))
        assert rows(board.database, "SELECT status FROM escalation_queue")[0].status == "pending", "a forged number takes no offer"
        await look(board, event(text="1"))
        assert rows(board.database, "SELECT status FROM escalation_queue")[0].status == "accepted"
        [ref] = [
            f"sent-{n}"
            for n, (thread, message, _) in enumerate(board.service.sent, 1)
            if thread == "chat mira" and NOVEL_QUESTION in message.text
        ]
        await look(board, event(text="Never.", sender="mira", reply_to=ref, is_proven=False))
        assert rows(board.database, "SELECT count(*) AS n FROM answer_drafts")[0].n == 0, "and a forged answer is none"

    with_channel(story, MAIL)


def test_the_number_is_that_of_the_message_replied_to(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.connect_creator()
        await board.ask(NOVEL_QUESTION)
        await board.ask("1")
        [ref] = [
            f"sent-{n}"
            for n, (thread, message, _) in enumerate(board.service.sent, 1)
            if thread == "chat mira" and NOVEL_QUESTION in message.text
        ]
        await board.ask("Each May.", "mira", reply_to=ref)
        older = f"sent-{len(board.service.sent)}"
        await board.ask("Each June.", "mira", reply_to=ref)
        await board.ask("Discard", "mira", reply_to=f"sent-{len(board.service.sent)}")
        assert board.service.texts[-1] == "✗ Discard", "where nothing can be edited, it is said"
        assert rows(board.database, "SELECT status FROM escalation_queue")[0].status == "accepted"
        # A signature below the word makes it a text, which is shown and not sent.
        [shown] = await board.ask("Send\n\nCheers, M.", "mira", reply_to=older)
        assert "Nothing is sent yet" in shown
        await board.ask("send.", "mira", reply_to=older)
        assert "**Mira:**\n\nEach May." in board.service.texts

    with_channel(story, MAIL)


def test_files_are_named_once(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        said = await look(board, event(text=HOURS_QUESTION, unread=("plan.pdf", "a_b*c*.txt"), is_cut=True))
        assert len(said) == 2
        assert "plan.pdf" in said[1]
        assert said[1].startswith("I did not read")
        said = await look(board, event(text=" ", unread=("photo.jpg",)))
        assert ["only read text" in said[0], "photo.jpg" in said[1]] == [True, True]

    with_channel(story, MAIL)


def test_an_address_that_mails_come_back_from_gets_none_until_it_writes(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await look(board, event(text=NOVEL_QUESTION))
        forged = event(InboundKind.returned, "no such user", "otto", reply_to="sent-1")
        assert await look(board, forged) == []
        assert asides(board) == [("machine", "otto")], "it did not go to this address"
        assert [each.foreign_id for each in rows(board.database, "SELECT foreign_id FROM channel_people")] == ["nora"], "and nobody wrote"
        await look(board, event(InboundKind.returned, "no such user", "nora", reply_to="sent-1"))
        assert asides(board)[-1] == ("returned", "nora")
        async with board.services.database.transaction(Scope(board.house.creator)) as tx:
            [row] = rows(board.database, "SELECT id FROM channel_threads")
            thread = await tx.channels.load_thread(board.house.avee, row.id)
            assert thread is not None
            await tx.channels.say(board.house.avee, thread, "Hello")
        before = len(board.service.sent)
        await board.send()
        assert len(board.service.sent) == before
        failed = rows(board.database, "SELECT last_error FROM channel_deliveries WHERE status = 'failed'")
        assert "no such user" in failed[0].last_error
        assert await look(board, event(text=HOURS_QUESTION)) != [], "whoever writes is reached again"

    with_channel(story, MAIL)


@pytest.mark.parametrize("error", [Unavailable("channel_unreachable", "The server is out."), Invalid("channel_refused", "No such folder.")])
def test_a_mailbox_that_cannot_be_read_is_a_state_and_is_looked_at_less_and_less(
    with_channel: WithChannel, error: Unavailable | Invalid
) -> None:
    async def story(board: Switchboard) -> None:
        assert "fetch_channel" in await due(board)
        board.service.faults = [error]
        assert await look(board) == []
        channel = await shown(board)
        assert (channel.state, channel.last_error) == ("failing", error.detail)
        rows(board.database, "UPDATE channels SET fetch_failing_since = now() - interval '1 hour'")
        assert "fetch_channel" not in await due(board), "tried just now"
        rows(
            board.database, "UPDATE channels SET fetch_failing_since = now() - interval '1 day', fetched_at = now() - interval '61 minutes'"
        )
        assert "fetch_channel" in await due(board), "at least each hour"
        await look(board)
        assert (await shown(board)).state == "working"

    with_channel(story, MAIL)


def test_a_password_that_is_no_longer_taken_waits_for_another(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        board.service.faults = [Forbidden("needs_token", "The mail server does not accept the password.")]
        await look(board, event(text=HOURS_QUESTION))
        assert (await shown(board)).state == "needs_token"
        assert "fetch_channel" not in await due(board)
        assert await fetch_channel(board.services, board.channel) == 0
        await change_channel(board.services, board.house.creator, board.house.avee, board.channel, None, {"password": "new"}, None)
        assert len(await look(board)) == 1

    with_channel(story, MAIL)


def test_other_kinds_and_channels_that_are_off_or_gone_are_not_looked_at(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        assert "fetch_channel" not in await due(board)
        assert await fetch_channel(board.services, board.channel) == 0
        assert await fetch_channel(board.services, UUID(int=1)) == 0

    with_channel(story, ChannelKind.telegram)
