"""The same answer to the same question, given twice, is one canonical answer with the layer that was given last."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orchestrator.bootstrap.program import Running
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.escalation.accept import accept
from orchestrator.engine.escalation.answer import Reply, answer
from orchestrator.engine.matching import add_answers, answers
from orchestrator.engine.routing.route import route
from orchestrator.ports.stores.paging import Page
from support.stories import NOVEL_QUESTION, build_house

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]


@pytest.mark.parametrize(("first", "second"), [(Layer.friends, Layer.public), (Layer.public, Layer.friends)])
def test_the_last_layer_counts(run: Run, first: Layer, second: Layer) -> None:
    async def story(program: Running) -> None:
        house = await build_house(program.services)
        routed = await route(program.services, house.asker, house.ask(NOVEL_QUESTION))
        assert routed.escalation is not None
        await accept(program.services, house.asker, routed.escalation.id)
        stored = answers.AnswerText(NOVEL_QUESTION, "Every second winter.", first)
        before, _ = await add_answers.add_answer(program.services, house.creator, house.avee, stored)
        given = await answer(program.services, house.creator, routed.escalation.id, Reply("Every second winter.", second))
        assert given.canonical_answer_id == before.id
        after = await answers.list_answers(program.services, house.creator, house.avee, Page(10), "active")
        assert [each.layer for each in after if each.id == before.id] == [second]

    run(story)
