"""A job that runs again, or twice at once, does its work once: a queue promises no more than "at least once"."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.domain.answering.drafts import ModelUsage
from orchestrator.domain.errors import Unavailable
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.escalation.expire import expire_escalations
from orchestrator.engine.escalation.summarise import summarise_escalation
from orchestrator.engine.matching import model_check, upkeep
from orchestrator.engine.matching.change_answer import AnswerChange, change_answer
from orchestrator.engine.matching.corrections import send_corrections
from orchestrator.engine.matching.model_check import CheckResult, check_match
from orchestrator.engine.notifying import plan
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.route import route, route_waiting
from orchestrator.ports.models import ChatAnswer, ChatRequest, ChatState, OnPiece
from support.models import DownEmbedder
from support.stories import NOVEL_QUESTION, PASSWORD_QUESTION, House, add_answer, build_house, count, rows

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
GLUE = "Which glue holds wood outdoors?"
NEAR_GLUE = "What should I stick garden furniture together with?"
JOBS = "DELETE FROM procrastinate_jobs WHERE task_name = :task RETURNING args"


class CountingChat:
    """A chat model that always says the same, after whatever happens `meanwhile`, and counts how often it was paid."""

    models = frozenset({"small"})

    def __init__(self, says: str, meanwhile: Callable[[], Awaitable[object]] | None = None) -> None:
        self._says = says
        self._meanwhile = meanwhile
        self.calls = 0

    async def write(self, request: ChatRequest, on_piece: OnPiece | None = None) -> ChatAnswer:
        self.calls += 1
        if self._meanwhile:
            await self._meanwhile()
        return ChatAnswer(self._says, True, ModelUsage("small", 10, 1, 5.0, None, 1, None))

    async def check(self) -> ChatState:
        return ChatState.ok

    async def close(self) -> None:
        """Nothing is open."""


def test_notifications_planned_at_once_are_in_one_batch(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        for name in ("one", "two"):
            target = "INSERT INTO notification_targets (user_id, id, url, masked) VALUES (:person, :id, :url, :url)"
            rows(database, target, person=house.asker, id=uuid4(), url=f"mailto://{name}")
        for _ in range(3):
            rows(
                database, "SELECT add_notification(:person, 'answered', :avee, :conversation, :thing)",
                person=house.asker, avee=house.avee, conversation=house.conversation, thing=uuid4(),
            )  # fmt: skip
        await asyncio.gather(*(plan.plan_notifications(program.services, house.asker) for _ in range(4)))
        jobs = [row.args for row in rows(database, JOBS, task=plan.DELIVER_TASK)]
        assert len(jobs) == 2, "one for each address"
        assert len({job["batch_id"] for job in jobs}) == 1
        assert count(database, "notifications WHERE status = 'sending'") == 3

    run(story)


def test_a_message_routed_at_once_gets_one_reply(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        down = dataclasses.replace(program.services, embedder=DownEmbedder(program.services.embedder))
        with pytest.raises(Unavailable):
            await route(down, house.asker, house.ask(PASSWORD_QUESTION))
        (waiting,) = rows(database, "SELECT id FROM messages WHERE awaits_routing")
        await asyncio.gather(*(route_waiting(program.services, house.asker, waiting.id) for _ in range(4)))
        await route_waiting(program.services, house.asker, waiting.id)
        assert count(database, "messages WHERE role = 'agent'") == 1
        assert count(database, "orchestrator_decisions") == 1
        assert rows(database, "SELECT times_reused FROM canonical_answers")[0].times_reused == 1

    run(story)


def test_a_question_expired_at_once_gets_one_apology(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        await _accepted(program, await build_house(program.services))
        rows(database, "UPDATE escalation_queue SET deadline_at = now() - interval '1 minute'")
        await asyncio.gather(*(expire_escalations(program.services) for _ in range(4)))
        await expire_escalations(program.services)
        assert count(database, "messages WHERE kind = 'notice'") == 2, "that it is with the creator, and the apology"
        assert count(database, "escalation_queue WHERE status = 'expired'") == 1

    run(story)


def test_a_match_checked_again_does_not_pay_the_model_again(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        chat = CountingChat("YES")
        house, match = await _borderline(program, database)
        services = dataclasses.replace(program.services, chat=chat)
        assert await check_match(services, house.creator, house.avee, match) is CheckResult.confirmed
        assert await check_match(services, house.creator, house.avee, match) is None
        assert chat.calls == 1
        assert count(database, "phrasings WHERE origin = 'model'") == 1

    run(story)


def test_a_verdict_on_an_answer_that_changed_meanwhile_adds_no_phrasing(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house, match = await _borderline(program, database)
        (stored,) = rows(database, "SELECT answer_id FROM borderline_matches")

        async def correct() -> None:
            changed = AnswerChange(answer_content="Epoxy, and no other.")
            await change_answer(program.services, house.creator, house.avee, stored.answer_id, changed)

        chat = CountingChat("YES", correct)
        services = dataclasses.replace(program.services, chat=chat)
        await check_match(services, house.creator, house.avee, match)
        assert count(database, "phrasings WHERE origin = 'model'") == 0
        assert await check_match(services, house.creator, house.avee, match) is None
        assert chat.calls == 1

    run(story)


def test_a_match_whose_answer_changed_before_is_not_asked_about(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house, match = await _borderline(program, database)
        (stored,) = rows(database, "SELECT answer_id FROM borderline_matches")
        changed = AnswerChange(answer_content="Epoxy, and no other.")
        await change_answer(program.services, house.creator, house.avee, stored.answer_id, changed)
        chat = CountingChat("YES")
        services = dataclasses.replace(program.services, chat=chat)
        assert await check_match(services, house.creator, house.avee, match) is CheckResult.left
        assert chat.calls == 0

    run(story)


def test_a_summary_is_not_written_into_a_question_answered_meanwhile(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        question = await _accepted(program, house)
        before = rows(database, "SELECT context_summary FROM escalation_queue")[0].context_summary

        async def answer_it() -> None:
            await answer(program.services, house.creator, question, Reply("Never."))

        chat = CountingChat(f"- {NOVEL_QUESTION}", answer_it)
        assert not await summarise_escalation(dataclasses.replace(program.services, chat=chat), house.asker, question)
        row = rows(database, "SELECT status, context_summary FROM escalation_queue")[0]
        assert (row.status, row.context_summary, chat.calls) == ("answered", before, 1)
        assert not await summarise_escalation(dataclasses.replace(program.services, chat=chat), house.asker, question)
        assert chat.calls == 1, "an answered question needs no summary"

    run(story)


def test_a_correction_is_sent_once(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        await route(program.services, house.asker, house.ask(PASSWORD_QUESTION))
        (stored,) = rows(database, "SELECT id FROM canonical_answers")
        changed = AnswerChange(answer_content="Write to the office.")
        await change_answer(program.services, house.creator, house.avee, stored.id, changed)
        await asyncio.gather(*(send_corrections(program.services, house.creator, house.avee, stored.id) for _ in range(4)))
        await send_corrections(program.services, house.creator, house.avee, stored.id)
        assert count(database, "messages WHERE kind = 'correction'") == 1

    run(story)


def test_reuses_counted_at_once_are_counted_once(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        (stored,) = rows(database, "SELECT id FROM canonical_answers")
        for _ in range(5):
            rows(database, "INSERT INTO uncounted_reuses (avee_id, answer_id) VALUES (:avee, :answer)", avee=house.avee, answer=stored.id)
        await asyncio.gather(*(upkeep.count_reuses(program.services) for _ in range(4)))
        await upkeep.count_reuses(program.services)
        assert rows(database, "SELECT times_reused FROM canonical_answers")[0].times_reused == 5
        assert count(database, "uncounted_reuses") == 0

    run(story)


async def _accepted(program: Running, house: House) -> UUID:
    routed = await route(program.services, house.asker, house.ask(NOVEL_QUESTION))
    assert routed.escalation is not None
    await accept(program.services, house.asker, routed.escalation.id)
    return routed.escalation.id


async def _borderline(program: Running, database: EmbeddedServer) -> tuple[House, UUID]:
    """An agent whose answer nearly fits a message, and the id of that match, whose job is taken off the queue."""
    house = await build_house(program.services)
    services = dataclasses.replace(program.services, chat=CountingChat("YES"))
    await add_answer(services, house.creator, house.avee, GLUE, "Polyurethane glue, clamped for a day.")
    changes = {"model_confirms_matches": True, "trust_cards_per_day": 0}
    await configure.save_policy(services, house.creator, house.avee, changes, None, frozenset(changes))
    await route(services, house.asker, house.ask(NEAR_GLUE))
    (job,) = rows(database, JOBS, task=model_check.TASK)
    return house, UUID(job.args["match_id"])
