"""Which words name an answer to askers: the creator's question where the creator worded it, and never another asker's."""

from typing import Any

import pytest

from support.api import Api

ASKED = "My neighbour Jane Miller wants to know whether you teach how to repair antique violins, do you?"
PATTERN = "Is there a class on violin repair?"
ANSWER = "Every second winter. The next one starts in January."
NEAR = "Where could I take antique violins for cleaning?"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def title_for_another(api: Api, creator: Api, avee: str, **answer: Any) -> str:
    """The title of the answer, as it is suggested to another asker."""
    asker, other = api.sign_up(), api.sign_up()
    offer = asker.ask(asker.start(avee), ASKED)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    creator.call("POST", f"/orchestrator/queue/{offer['id']}/answer", 200, json={"answer": ANSWER} | answer)
    creator.configure(avee, canonical_match_threshold=1.0, clarification_enabled=False)
    suggested = other.ask(other.start(avee), NEAR)["suggestions"]
    (title,) = [source["title"] for source in suggested if source["kind"] == "canonical_answer"]
    assert isinstance(title, str)
    return title


def test_an_askers_words_are_not_shown(api: Api, creator: Api, avee: str) -> None:
    assert title_for_another(api, creator, avee) == "Every second winter."


def test_the_askers_words_sent_back_by_the_creator_are_still_the_askers(api: Api, creator: Api, avee: str) -> None:
    assert title_for_another(api, creator, avee, question_pattern=ASKED.rstrip("?")) == "Every second winter."


def test_the_creators_words_are_shown(api: Api, creator: Api, avee: str) -> None:
    assert title_for_another(api, creator, avee, question_pattern=PATTERN) == PATTERN


def test_a_question_that_the_creator_rewords_later_is_shown(api: Api, creator: Api, avee: str) -> None:
    title_for_another(api, creator, avee)
    (answer,) = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    path = f"/avees/{avee}/canonical-answers/{answer['id']}"
    other = api.sign_up()

    def suggested() -> list[str]:
        return [source["title"] for source in other.ask(other.start(avee), NEAR)["suggestions"] if source["kind"] == "canonical_answer"]

    creator.call("PATCH", path, 200, json={"answer_content": "Every third winter. Ask in May."})
    assert suggested() == ["Every third winter."]
    creator.call("PATCH", path, 200, json={"question_pattern": PATTERN})
    assert suggested() == [PATTERN]
