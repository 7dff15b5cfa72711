"""Confirmed phrasings find the answer for the next asker, and are as private as the answer itself."""

import pytest
from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api

PATTERN = "Which glue holds wood outdoors?"
OTHER = "What do you stick garden furniture together with?"
NEAR_OTHER = "What do you stick garden chairs together with?"
ANSWER = "Polyurethane glue, clamped for a day."


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.add_answer(avee, PATTERN, ANSWER)
    return avee


def ask(asker: Api, avee: str, question: str) -> str:
    path: str = asker.ask(asker.start(avee), question)["path"]
    return path


def confirm(creator: Api, avee: str, asker: Api, question: str, verdict: str = "right") -> None:
    """Asks the question, and answers the card that it drew. At the low match threshold every match draws a card."""
    creator.configure(avee, trust_mode="cautious", canonical_match_threshold=0.01, trust_cards_per_day=50)
    ask(asker, avee, question)
    (card,) = creator.call("GET", f"/avees/{avee}/trust/cards", 200)["items"]
    creator.call("POST", f"/avees/{avee}/trust/cards/{card['id']}", 200, json={"verdict": verdict})
    creator.configure(avee, trust_mode="immediate", canonical_match_threshold=0.85)


def phrasings(database: EmbeddedServer) -> int:
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM phrasings")).scalar_one()
    engine.dispose()
    return found


def test_a_confirmed_phrasing_finds_the_answer_for_the_next_asker(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    ada, otto = api.sign_up("ada"), api.sign_up("otto")
    assert ask(otto, avee, NEAR_OTHER) != "C"
    confirm(creator, avee, ada, OTHER)
    assert phrasings(database) == 1
    assert ask(otto, avee, NEAR_OTHER) == "C"
    # The reply contains nothing of the other asker's phrasing.
    response = otto.ask(otto.start(avee), NEAR_OTHER)
    assert response["reply"]["content"].startswith(ANSWER)
    assert "furniture" not in str(response)


def test_a_wrong_match_adds_no_phrasing(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    confirm(creator, avee, api.sign_up("ada"), OTHER, "wrong")
    assert phrasings(database) == 0


def test_a_phrasing_that_adds_nothing_is_not_stored(api: Api, creator: Api, avee: str, database: EmbeddedServer) -> None:
    confirm(creator, avee, api.sign_up("ada"), PATTERN)
    assert phrasings(database) == 0


def test_a_retired_answer_is_found_by_none_of_its_phrasings(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    confirm(creator, avee, asker, OTHER)
    answer = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"][0]
    creator.call("DELETE", f"/avees/{avee}/canonical-answers/{answer['id']}")
    assert ask(asker, avee, NEAR_OTHER) != "C"


def test_a_phrasing_is_as_private_as_its_answer(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    confirm(creator, avee, asker, OTHER)
    answer = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"][0]
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{answer['id']}", 200, json={"layer": "friends"})
    assert ask(asker, avee, NEAR_OTHER) != "C"
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "follower", "layer": "friends"})
    assert ask(asker, avee, NEAR_OTHER) == "C"
