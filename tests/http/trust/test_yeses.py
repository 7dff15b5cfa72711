"""What a yes to "Do you mean ...?" is worth: the creator's card makes it a phrasing, enough people put it before the creator, and
nobody can put words into the bank alone.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.cards import cards, judge
from support.stories import rows

ANSWER = "Press D on any page. Press it again to go back."
QUESTION = "How do I turn on dark mode?"
# Below the score from which chance may draw a card.
CLOSE = "How do I make the pages dark at night?"
REWORDED = "Hello, how can I make the pages dark at night?"
LOOK_ALIKE = "How do I make the pages bright again?"
DRAWN = "How do I get the dark mode?"
WEIGHED = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'weigh_yeses' AND status IN ('todo', 'doing')"


@pytest.fixture
def answer(creator: Api, avee: str) -> str:
    creator.configure(avee, trust_cards_per_day=3)
    found: str = creator.add_answer(avee, QUESTION, ANSWER)["id"]
    return found


class Crowd:
    """People who are asked about a stored question; those who are `known` have old accounts."""

    def __init__(self, api: Api, creator: Api, avee: str, answer: str, database: EmbeddedServer) -> None:
        self.api, self.creator, self.avee, self.answer, self.database = api, creator, avee, answer, database

    def person(self, known: bool = True) -> Api:
        person = self.api.sign_up()
        if known:
            rows(self.database, "UPDATE users SET created_at = created_at - interval '8 days' WHERE id = :id", id=person.user["id"])
        return person

    def ask(self, question: str, person: Api | None = None) -> dict[str, Any]:
        person = person or self.person()
        return person.ask(person.start(self.avee), question)

    def reply(self, question: str, reply: str = "Yes", person: Api | None = None) -> dict[str, Any]:
        """What comes after the reply; all that was said is weighed then."""
        person = person or self.person()
        thread = person.start(self.avee)
        asked = person.ask(thread, question)
        assert asked["decision"]["rule"] == "close_question", asked["decision"]
        said = person.ask(thread, reply)
        self.settle()
        return said

    def settle(self) -> None:
        wait_until(lambda: rows(self.database, WEIGHED)[0].count == 0)

    def phrasings(self) -> list[tuple[str, str, bool]]:
        path = f"/avees/{self.avee}/canonical-answers/{self.answer}/boundary"
        return [(each["question"], each["origin"], each["is_used"]) for each in self.creator.call("GET", path, 200)["wordings"]]

    def cards(self) -> list[dict[str, Any]]:
        return cards(self.creator, self.avee)

    def confirmed(self) -> list[str]:
        return [card["question"] for card in self.cards() if card["kind"] == "confirmed"]


def wait_until(holds: Callable[[], bool], timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "the job did not end in time"
        time.sleep(0.05)


@pytest.fixture
def crowd_of(api: Api, creator: Api, avee: str, answer: str, database: EmbeddedServer) -> Crowd:
    return Crowd(api, creator, avee, answer, database)


def test_a_yes_brings_a_card_whose_right_makes_it_a_phrasing(crowd_of: Crowd, creator: Api, avee: str) -> None:
    asker = crowd_of.person(known=False)
    crowd_of.reply(CLOSE, person=asker)
    assert crowd_of.phrasings() == [], "a yes alone makes none"
    (card,) = crowd_of.cards()
    assert (card["kind"], card["question"], card["answer_content"]) == ("confirmed", CLOSE, ANSWER)
    assert crowd_of.ask(CLOSE)["path"] == "B", "others are asked"
    judged = judge(creator, avee, card, "right")
    assert (judged["message_id"], judged["standing"]["labels"]) == (None, 0), "it was served already, and is no label"
    assert crowd_of.phrasings() == [(CLOSE, "card", True)]
    assert crowd_of.ask(CLOSE)["path"] == "C"
    answers = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    assert [(each["times_right"], each["times_wrong"]) for each in answers] == [(0, 0)]
    found = creator.call("GET", f"/avees/{avee}/trust/costs", 200)["recent"]["asked"]
    assert (found["checked"], found["wrong"], found["bound"]) == (1, 0, "exact")


def test_a_card_drawn_when_it_was_asked_does_both_and_the_answer_is_not_sent_twice(crowd_of: Crowd, creator: Api, avee: str) -> None:
    asker = crowd_of.person()
    crowd_of.reply(DRAWN, person=asker)
    (card,) = crowd_of.cards()
    assert card["kind"] == "suggestion"
    judged = judge(creator, avee, card, "right")
    assert (judged["message_id"], judged["standing"]["labels"]) == (None, 1)
    assert crowd_of.phrasings() == [(DRAWN, "card", True)]


def test_enough_people_make_it_a_phrasing_that_waits_for_the_creator(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for question in (CLOSE, REWORDED):
        crowd_of.reply(question)
        assert crowd_of.phrasings() == []
    crowd_of.reply(f"{CLOSE} Thanks!")
    assert crowd_of.phrasings() == [(CLOSE, "askers", False)]
    (card,) = crowd_of.cards()
    other = crowd_of.ask(CLOSE)
    assert (other["path"], other["reply"]["content"]) == ("B", f"Do you mean: *{QUESTION}*"), "not served before the creator says so"
    judge(creator, avee, card, "right")
    assert crowd_of.phrasings() == [(CLOSE, "askers", True)]
    assert crowd_of.ask(REWORDED)["path"] == "C"


def test_who_wants_no_cards_gets_none_of_these_either(crowd_of: Crowd, creator: Api, avee: str) -> None:
    creator.configure(avee, trust_cards_per_day=0)
    for _ in range(3):
        crowd_of.reply(CLOSE)
    assert (crowd_of.phrasings(), crowd_of.cards()) == ([], [])


@pytest.mark.parametrize("verdict", ["wrong", "unsure"])
def test_what_the_creator_does_not_call_right_does_not_come_back(crowd_of: Crowd, creator: Api, avee: str, verdict: str) -> None:
    for _ in range(3):
        crowd_of.reply(LOOK_ALIKE)
    assert crowd_of.phrasings() == [(LOOK_ALIKE, "askers", False)]
    (card,) = crowd_of.cards()
    judge(creator, avee, card, verdict)
    assert crowd_of.phrasings() == []
    for _ in range(2):
        crowd_of.reply(LOOK_ALIKE)
    assert (crowd_of.phrasings(), crowd_of.cards()) == ([], [])


def test_what_the_creator_removes_does_not_come_back_either(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for _ in range(3):
        crowd_of.reply(CLOSE)
    path = f"/avees/{avee}/canonical-answers/{crowd_of.answer}"
    (wording,) = creator.call("GET", f"{path}/boundary", 200)["wordings"]
    creator.call("DELETE", f"{path}/wordings/{wording['id']}", 204)
    assert crowd_of.cards() == []
    crowd_of.reply(CLOSE)
    assert (crowd_of.phrasings(), crowd_of.cards()) == ([], [])


def test_one_no_is_enough_against_it(crowd_of: Crowd) -> None:
    for _ in range(3):
        crowd_of.reply(LOOK_ALIKE)
    assert crowd_of.phrasings() == [(LOOK_ALIKE, "askers", False)]
    crowd_of.reply(LOOK_ALIKE, "No, something else")
    assert crowd_of.phrasings() == []
    for _ in range(2):
        crowd_of.reply(LOOK_ALIKE)
    assert crowd_of.phrasings() == []


@pytest.mark.parametrize("mark", ["not_my_question", "wrong", "That does not answer my question."])
def test_a_mark_after_a_yes_takes_it_back(crowd_of: Crowd, mark: str) -> None:
    asker = crowd_of.person()
    thread = asker.start(crowd_of.avee)
    asker.ask(thread, LOOK_ALIKE)
    served = asker.ask(thread, "Yes")
    if mark.endswith("."):
        asker.ask(thread, mark)
    else:
        asker.call("POST", f"/orchestrator/decisions/{served['decision']['id']}/feedback", 200, json={"verdict": mark})
    for _ in range(3):
        crowd_of.reply(LOOK_ALIKE)
    assert crowd_of.phrasings() == []


def test_many_new_accounts_bring_one_card_a_day_and_no_phrasing(crowd_of: Crowd, creator: Api, avee: str) -> None:
    """An attack: accounts made for it confirm look-alikes."""
    for _ in range(4):
        crowd_of.reply(LOOK_ALIKE, person=crowd_of.person(known=False))
        crowd_of.reply("How do I make the pages white again?", person=crowd_of.person(known=False))
    assert crowd_of.phrasings() == []
    assert len(crowd_of.confirmed()) == 1
    assert crowd_of.ask(LOOK_ALIKE)["path"] == "B"
    report = creator.call("GET", f"/avees/{avee}/trust", 200)["standing"]
    assert (report["labels"], report["threshold"]) == (0, None)


def test_a_tier_that_the_creator_gave_makes_a_new_account_count(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for _ in range(3):
        person = crowd_of.person(known=False)
        creator.call("PUT", f"/avees/{avee}/members/{person.user['id']}", json={"tier": "follower", "layer": "public"})
        crowd_of.reply(CLOSE, person=person)
    assert crowd_of.phrasings() == [(CLOSE, "askers", False)]


def test_a_few_old_accounts_cannot_confirm_everything(crowd_of: Crowd) -> None:
    """Of each person three yeses in a week count, so that an attack takes as many old accounts as it has wordings."""
    used_up = [crowd_of.person() for _ in range(2)]
    for person in used_up:
        for where in ("the phone", "a tablet", "my watch"):
            crowd_of.reply(f"How do I make the pages dark on {where}?", person=person)
    for person in (*used_up, crowd_of.person()):
        crowd_of.reply(CLOSE, person=person)
    assert crowd_of.phrasings() == []
    for _ in range(2):
        crowd_of.reply(CLOSE)
    assert crowd_of.phrasings() == [(CLOSE, "askers", False)]


def test_the_creators_own_yes_does_not_count(crowd_of: Crowd, creator: Api, database: EmbeddedServer) -> None:
    rows(database, "UPDATE users SET created_at = created_at - interval '8 days' WHERE id = :id", id=creator.user["id"])
    for person in (creator, None, None):
        crowd_of.reply(CLOSE, person=person)
    assert crowd_of.phrasings() == []


def test_a_topic_blocked_meanwhile_is_not_learnt(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for _ in range(2):
        crowd_of.reply("How do I make the pages dark on a tablet?")
    person = crowd_of.person()
    thread = person.start(avee)
    person.ask(thread, "How do I make the pages dark on a tablet?")
    creator.configure(avee, blocked_topics=["tablet"])
    person.ask(thread, "Yes")
    crowd_of.settle()
    assert crowd_of.phrasings() == []


def test_the_words_of_another_answer_are_not_learnt(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for _ in range(2):
        crowd_of.reply(LOOK_ALIKE)
    person = crowd_of.person()
    thread = person.start(avee)
    person.ask(thread, LOOK_ALIKE)
    creator.add_answer(avee, LOOK_ALIKE, "Press D once more.")
    person.ask(thread, "Yes")
    crowd_of.settle()
    assert crowd_of.phrasings() == []


def test_a_changed_answer_begins_anew(crowd_of: Crowd, creator: Api, avee: str) -> None:
    for _ in range(2):
        crowd_of.reply(CLOSE)
    creator.call("PATCH", f"/avees/{avee}/canonical-answers/{crowd_of.answer}", 200, json={"answer_content": "Press L."})
    crowd_of.reply(CLOSE)
    assert crowd_of.phrasings() == []


def test_an_askers_words_are_shown_to_the_creator_alone(crowd_of: Crowd, creator: Api, avee: str) -> None:
    private = "My neighbour Jane Miller asks: how do I make the pages dark at night?"
    creator.configure(avee, canonical_match_threshold=0.99)
    asker = crowd_of.person()
    crowd_of.reply(private, person=asker)
    (card,) = crowd_of.cards()
    assert "Jane Miller" in card["question"]
    judge(creator, avee, card, "right")
    assert [origin for _, origin, _ in crowd_of.phrasings()] == ["card"]
    other = crowd_of.person()
    thread = other.start(avee)
    for text in ("How would Jane get a dark mode going?", "No, something else", "What about my neighbour's dark screen?"):
        assert "Miller" not in str(other.ask(thread, text))
    assert "Miller" not in str(other.call("GET", f"/conversations/{thread}/messages", 200))
    for path in (f"/avees/{avee}/canonical-answers/{crowd_of.answer}/boundary", f"/avees/{avee}/trust/cards", f"/avees/{avee}/trust/costs"):
        other.call("GET", path, 404)
