"""Testing begins at the creator's own scores once they are known; the start is fixed with a verdict and stays."""

from collections.abc import Awaitable, Callable
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import Running
from orchestrator.engine.routing.route import route
from orchestrator.engine.trust.cards import list_cards
from orchestrator.engine.trust.verdicts import Verdict, record_verdict
from orchestrator.ports.stores.paging import Page
from support.stories import PASSWORD_QUESTION, House, build_house, rows, start, written_columns

Run = Callable[[Callable[[Running], Awaitable[Any]]], Any]
OWN = "SELECT state -> 'own' AS own FROM trust_states"
COPIES = """
    INSERT INTO orchestrator_decisions ({names})
    SELECT {names} FROM (SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'part', n, 'created_at',
        d.created_at - make_interval(days => CAST(:days AS integer)),
        'evidence', jsonb_set(d.evidence, '{{signals,canonical_similarity}}', to_jsonb(CAST(:highest AS float8) * n / :many))))).*
    FROM orchestrator_decisions d, generate_series(1, CAST(:many AS integer)) n WHERE d.id = (SELECT id FROM orchestrator_decisions ORDER BY id LIMIT 1)) copied
"""


async def judge_one(program: Running, house: House) -> None:
    card = (await list_cards(program.services, house.creator, house.avee, Page(50, None)))[0]
    await record_verdict(program.services, house.creator, house.avee, card.id, Verdict.right)


async def drawn_cards(program: Running) -> House:
    """An agent with three open cards."""
    house = await build_house(program.services)
    for _ in range(3):
        conversation = await start(program.services, house.asker, house.avee)
        await route(program.services, house.asker, House(house.creator, house.avee, house.asker, conversation).ask(PASSWORD_QUESTION))
    return house


def copy(database: EmbeddedServer, many: int, highest: float, days: int = 0) -> None:
    """Adds decisions on matches with scores evenly up to `highest`, made so many days ago."""
    copies = COPIES.format(names=written_columns(database, "orchestrator_decisions"))
    rows(database, copies, many=many, highest=highest, days=days)


def test_it_is_fixed_once_there_are_enough_matches_and_stays(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await drawn_cards(program)
        await judge_one(program, house)
        assert rows(database, OWN) == [({"score": None, "labels": 0},)], "three matches are too few"
        copy(database, many=197, highest=0.7)
        await judge_one(program, house)
        (fixed,) = rows(database, OWN)[0]
        # Of 200 matches, 20 reach it: the three that were asked, and 17 copies.
        assert abs(fixed["score"] - 0.7 * 179 / 197) < 0.005
        assert fixed["labels"] == 2
        rows(database, "UPDATE orchestrator_decisions SET evidence = jsonb_set(evidence, '{signals,canonical_similarity}', '0.1')")
        await judge_one(program, house)
        assert rows(database, OWN)[0][0] == fixed

    run(story)


def test_matches_from_before_the_scorer_drew_its_first_card_do_not_count(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await drawn_cards(program)
        copy(database, many=197, highest=0.7, days=1)
        await judge_one(program, house)
        assert rows(database, OWN) == [({"score": None, "labels": 0},)]

    run(story)


def test_a_start_of_another_scorer_is_not_read(run: Run, database: EmbeddedServer) -> None:
    async def story(program: Running) -> None:
        house = await drawn_cards(program)
        copy(database, many=197, highest=0.7)
        await judge_one(program, house)
        assert rows(database, OWN)[0][0]["labels"] == 1
        rows(database, "UPDATE trust_states SET state = jsonb_set(state, '{scorer}', '\"another\"')")
        await judge_one(program, house)
        assert rows(database, OWN)[0][0]["labels"] == 2, "chosen anew, after two labels"

    run(story)
