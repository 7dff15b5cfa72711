"""Comparing a message with the likely answers by the larger model, where the first one is in doubt."""

from contextlib import suppress
from dataclasses import replace

from orchestrator.domain.errors import Overloaded, Unavailable
from orchestrator.domain.matching.looks.large import is_grey
from orchestrator.domain.message.language import ENGLISH, UNKNOWN_LANGUAGE
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import servable_in
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.models import Vector


async def compare_by_large(services: Services, scope: Scope, facts: Facts) -> Facts:
    """The facts with what the larger model says; as they were where it is not asked, not there or down."""
    if not _is_in_doubt(services, facts) or (vector := await _embed(services, facts.question)) is None:
        return facts
    async with services.database.hot_path(scope) as hot:
        return replace(facts, large=await hot.match_large(sorted({hit.id for hit in facts.canonical}), vector))


def _is_in_doubt(services: Services, facts: Facts) -> bool:
    look, language = services.calibration.second_look, facts.voice.language
    if services.large is None or services.calibration.large is None or look is None or language not in (ENGLISH, UNKNOWN_LANGUAGE):
        return False
    return is_grey(look.score(facts.asked, servable_in(facts, facts.canonical), facts.bank, language, facts.word_forms))


async def _embed(services: Services, text: str) -> Vector | None:
    assert services.large is not None  # _is_in_doubt() looked
    with suppress(Unavailable, Overloaded):
        return (await services.large.embed([text]))[0]
    return None
