"""A reply leaves in the job that routed it, in each thread one after another, and nothing is lost where that job ends in the middle."""

import asyncio
from typing import Any

import pytest

from orchestrator.engine.channels.sweep import sweep_channels
from orchestrator.ports.identifiers import new_id
from support.channels import Switchboard, WithChannel, event, sending_jobs
from support.stories import HOURS_QUESTION, NOVEL_QUESTION, rows


def thread(board: Switchboard) -> Any:
    [row] = rows(board.database, "SELECT avee_id, id, sending_by FROM channel_threads")
    return row


def test_a_reply_leaves_with_its_routing_and_needs_no_job(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.post(event(text=HOURS_QUESTION))
        await board.handle()
        assert "Tuesday" in board.service.last.text
        assert sending_jobs(board) == []
        assert thread(board).sending_by is None
        await board.post(event(text=NOVEL_QUESTION))
        await board.handle()
        assert [each.label for each in board.service.last.buttons] == ["Yes", "No"]

    with_channel(story)


def test_one_job_sends_in_a_thread_and_what_is_added_meanwhile_gets_a_job(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        await board.ask(HOURS_QUESTION)
        rows(board.database, "UPDATE channel_deliveries SET status = 'pending', refs = '[]'")
        where, first = thread(board), new_id()

        async def begin(by: Any) -> Any:
            async with board.services.database.channel_path() as path:
                return await path.begin_sending(board.house.creator, where.avee_id, where.id, by, None)

        waiting = await begin(first)
        assert [each.message.content for each in waiting.deliveries] == board.service.texts
        assert await begin(new_id()) is None
        await board.send()
        assert len(board.service.sent) == 1, "a job that comes meanwhile leaves it to the first"
        rows(board.database, "INSERT INTO channel_deliveries (avee_id, channel_id, thread_id, kind, content) SELECT avee_id, channel_id, id, 'said', 'More.' FROM channel_threads")  # fmt: skip
        rows(board.database, "SELECT add_channel_job(avee_id, id) FROM channel_threads")
        assert sending_jobs(board) == []
        async with board.services.database.channel_path() as path:
            await path.end_sending(board.house.creator, where.avee_id, where.id, first, waiting.deliveries[-1].number)
        assert len(sending_jobs(board)) == 1
        await board.send()
        assert board.service.texts[-1] == "More."

    with_channel(story)


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_job_that_ends_in_the_middle_loses_nothing(with_channel: WithChannel, is_killed: bool) -> None:
    async def story(board: Switchboard) -> None:
        async def cut_off(*_: object) -> str:
            raise asyncio.CancelledError

        original, board.service.send = board.service.send, cut_off  # type: ignore[method-assign,assignment]
        await board.post(event(text=HOURS_QUESTION))
        with pytest.raises(asyncio.CancelledError):
            await board.handle()
        board.service.send = original  # type: ignore[method-assign]
        if is_killed:
            # As after a job that had no time to tidy up.
            rows(board.database, "DELETE FROM procrastinate_jobs")
            rows(board.database, "UPDATE channel_threads SET sending_by = gen_random_uuid(), sending_until = now() - interval '1 second'")
            rows(board.database, "UPDATE channel_deliveries SET due_at = now() - interval '2 minutes'")
            assert await sweep_channels(board.services) == 1
        assert len(sending_jobs(board)) == 1
        await board.send()
        assert "Tuesday" in board.service.last.text

    with_channel(story)
