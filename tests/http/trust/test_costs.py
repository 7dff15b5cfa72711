"""What reuse has cost: what was served alone, asked about and left waiting, and what each mode would have cost."""

from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.cards import cards, judge
from support.stories import rows

QUESTION = "How do I turn on dark mode?"
SAME = "How can I turn on the dark mode?"
CLOSE = "How do I get the dark mode?"
LOOK_ALIKE = "How do I turn off dark mode?"
ANSWER = "Press D on any page. Press it again to go back."


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.add_answer(avee, QUESTION, ANSWER)
    creator.configure(avee, trust_cards_per_day=50)
    return avee


def costs(creator: Api, avee: str) -> dict[str, Any]:
    found: dict[str, Any] = creator.call("GET", f"/avees/{avee}/trust/costs", 200)
    return found


def numbers(outcome: dict[str, Any], *names: str) -> tuple[int, ...]:
    return tuple(outcome[name] for name in names)


def ask(api: Api, avee: str, question: str, *then: str) -> dict[str, Any]:
    """The routing of the last of these messages, by somebody new."""
    asker = api.sign_up()
    thread = asker.start(avee)
    routed = asker.ask(thread, question)
    for text in then:
        routed = asker.ask(thread, text)
    return routed | {"asker": asker}


def test_before_anything_is_judged_it_says_what_happens_first_and_no_number_of_labels(api: Api, creator: Api, avee: str) -> None:
    found = costs(creator, avee)
    assert (found["mode"], found["days"], found["confidence"]) == ("asking", 30, 0.95)
    assert found["first"].startswith("You have not checked any reused answer yet. At first your agent repeats an answer of yours only")
    assert not any(character.isdigit() for character in found["first"])
    assert "Do you mean" in found["first"]
    assert found["recent"] == found["all_time"]
    served = found["recent"]["served_alone"]
    assert (served["messages"], served["at_most"], served["bound"], served["line"]) == (0, None, None, "No message.")
    assert {each["line"] for each in found["modes"]} == {
        "Once you have judged cards, this says what it would have cost on your own messages."
    }
    creator.configure(avee, trust_mode="cautious")
    assert "each match waits for you on a card" in costs(creator, avee)["first"]


def test_each_message_counts_once_with_its_verdict(api: Api, creator: Api, avee: str) -> None:
    assert ask(api, avee, SAME)["path"] == "C"
    assert ask(api, avee, QUESTION)["path"] == "C"
    assert ask(api, avee, CLOSE, "Yes")["path"] == "C"
    assert ask(api, avee, LOOK_ALIKE, "No, something else")["path"] == "D"
    assert ask(api, avee, CLOSE)["path"] == "B"
    creator.configure(avee, trust_mode="cautious")
    assert ask(api, avee, QUESTION)["path"] == "D"
    found = costs(creator, avee)["recent"]
    assert numbers(found["served_alone"], "messages", "checked") == numbers(found["by_words"], "messages", "checked") == (2, 0)
    assert found["served_alone"]["line"] == "2 messages. You have not checked any of them yet."
    assert numbers(found["by_score"], "messages") == (0,)
    assert numbers(found["asked"], "messages", "yes", "no", "no_reply", "checked") == (3, 1, 1, 1, 0)
    assert found["asked"]["line"] == "3 messages. Yes: 1, no: 1, no reply: 1. You have not checked any yes yet."
    assert numbers(found["waited"], "messages", "checked") == (1, 0), "after a no nothing waits"
    for card in cards(creator, avee):
        verdict = "wrong" if "off" in card["question"] else "right"
        judge(creator, avee, card, verdict)
    found = costs(creator, avee)
    assert found["first"] is None
    served = found["recent"]["served_alone"]
    assert (served["checked"], served["wrong"], served["bound"], served["at_least"]) == (2, 0, "any_time", 0)
    assert served["line"].startswith("2 messages. You checked 2 of them: none was wrong, so at most ")
    assert numbers(found["recent"]["waited"], "checked", "wrong") == (1, 0)
    assert found["recent"]["waited"]["line"].startswith("1 message. You judged the match of 1: your answer was right for 1 and wrong for 0")


def test_an_asker_who_takes_a_yes_back_is_counted(api: Api, creator: Api, avee: str) -> None:
    served = ask(api, avee, CLOSE, "Yes")
    served["asker"].call("POST", f"/orchestrator/decisions/{served['decision']['id']}/feedback", 200, json={"verdict": "not_my_question"})
    found = costs(creator, avee)["recent"]
    assert numbers(found["asked"], "yes", "complaints") == (1, 1)
    assert found["asked"]["line"].endswith("After a yes, one asker said that the answer was not right after all.")
    assert numbers(found["served_alone"], "messages", "complaints") == (0, 0)


def test_old_messages_count_for_all_time_alone(api: Api, creator: Api, avee: str, shared_database: EmbeddedServer) -> None:
    ask(api, avee, QUESTION)
    ask(api, avee, CLOSE, "Yes")
    for table in ("orchestrator_decisions", "close_questions"):
        rows(shared_database, f"UPDATE {table} SET created_at = created_at - interval '31 days' WHERE avee_id = :avee", avee=avee)
    ask(api, avee, QUESTION)
    found = costs(creator, avee)
    assert (found["recent"]["by_words"]["messages"], found["all_time"]["by_words"]["messages"]) == (1, 2)
    assert (found["recent"]["asked"]["yes"], found["all_time"]["asked"]["yes"]) == (0, 1)


def test_each_mode_is_replayed_on_the_creators_own_judged_messages(api: Api, creator: Api, avee: str) -> None:
    """Of three messages the immediate mode would have served the look-alike, too; the default one asks, the cautious one waits."""
    creator.configure(avee, trust_mode="cautious", canonical_match_threshold=0.3)
    for question in (QUESTION, CLOSE, LOOK_ALIKE):
        ask(api, avee, question)
    for card in cards(creator, avee):
        judge(creator, avee, card, "wrong" if "off" in card["question"] else "right")
    by_mode = {each["mode"]: each for each in costs(creator, avee)["modes"]}
    assert {mode: each["judged"] for mode, each in by_mode.items()} == {"asking": 3, "cautious": 3, "immediate": 3}
    shown = {mode: numbers(each, "served", "served_wrong", "asked", "asked_wrong", "waited") for mode, each in by_mode.items()}
    assert shown["asking"] == (1, 0, 2, 1, 0)
    assert shown["cautious"] == (0, 0, 0, 0, 3)
    assert shown["immediate"][0] >= 2, "an edited wording is asked about, a near one is served"
    assert by_mode["asking"]["line"] == (
        "Of 3 messages that you judged in the last 30 days: 1 answered at once (none wrong), 2 asked about (1 in vain), none left to you."
    )


def test_only_the_creator_sees_the_costs(api: Api, creator: Api, avee: str) -> None:
    asked = ask(api, avee, QUESTION)
    stranger = api.sign_up()
    own = stranger.create_avee()
    for person in (asked["asker"], stranger):
        assert person.call("GET", f"/avees/{avee}/trust/costs", 404)["code"] == "avee_not_found"
    assert costs(stranger, own)["all_time"]["served_alone"]["messages"] == 0
    creator.call("GET", f"/avees/{avee}/trust/costs?days=7", 422)
