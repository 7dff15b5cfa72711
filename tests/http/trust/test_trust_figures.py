"""The share of wrong answers is the same everywhere: list of answers, metrics, receipt of a decision, answered card."""

from typing import Any

import pytest

from support.api import Api

QUESTION = "Which glue holds wood outdoors?"
HOURS = "What are the opening hours of the workshop?"
CONTENT = "# Opening hours\n\nThe workshop is open from Tuesday to Saturday between nine and five.\n"


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.add_answer(avee, QUESTION, "Polyurethane glue, clamped for a day.")
    creator.add_document(avee, "Opening hours", CONTENT)
    creator.configure(avee, trust_cards_per_day=50, trust_mode="immediate")
    return avee


def judge_all(creator: Api, avee: str, verdict: str) -> list[dict[str, Any]]:
    cards = creator.call("GET", f"/avees/{avee}/trust/cards", 200)["items"]
    return [creator.call("POST", f"/avees/{avee}/trust/cards/{card['id']}", 200, json={"verdict": verdict}) for card in cards]


def test_the_same_figure_is_shown_everywhere(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    reused, written = asker.ask(asker.start(avee), QUESTION), asker.ask(asker.start(avee), HOURS)
    assert (reused["path"], written["path"]) == ("C", "A")
    judge_all(creator, avee, "right")
    report = creator.call("GET", f"/avees/{avee}/trust", 200)
    assert report["standing"]["audited"] == report["documents"]["audited"] == 1
    assert creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["standing"] == report["standing"]
    measured = creator.call("GET", f"/orchestrator/metrics/{avee}", 200)
    assert measured["trust"] == {"reuse": report["standing"], "documents": report["documents"]}
    for asked, kind in ((reused, "standing"), (written, "documents")):
        receipt = f"/orchestrator/decisions/{asked['decision']['id']}"
        assert creator.call("GET", receipt, 200)["standing"] == report[kind]
        # Only the creator sees the figures.
        assert asker.call("GET", receipt, 200)["standing"] is None
    greeted = asker.ask(asker.start(avee), "hello!")
    assert creator.call("GET", f"/orchestrator/decisions/{greeted['decision']['id']}", 200)["standing"] is None


def test_an_askers_verdict_raises_the_needed_match_of_its_answer_and_is_no_label(api: Api, creator: Api, avee: str) -> None:
    """Askers choose what they judge, so their verdicts affect one answer and never a bound."""
    asker = api.sign_up("ada")
    near = "Which glue will hold wood that stands outdoors?"
    given = 0
    for verdict in ("helpful", "wrong", "not_my_question", "wrong", "wrong", "wrong"):
        asked = asker.ask(asker.start(avee), near)
        if asked["path"] != "C":
            break
        given += 1
        asker.call("POST", f"/orchestrator/decisions/{asked['decision']['id']}/feedback", 200, json={"verdict": verdict})
    listed = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)
    (answer,) = listed["items"]
    assert (answer["times_right"], answer["times_wrong"]) == (1, given - 1)
    assert (listed["standing"]["labels"], listed["standing"]["audited"], listed["standing"]["at_most"]) == (0, 0, None)
    assert asker.ask(asker.start(avee), near)["path"] != "C"
    # Only this answer's needed match rises.
    other = creator.add_answer(avee, "How long does the varnish take to dry?", "A night.")
    assert other["times_wrong"] == 0
    assert asker.ask(asker.start(avee), "How long does the varnish take to dry?")["path"] == "C"
    # A wrong verdict by an asker on an automatic answer does not change the bound either.
    written = asker.ask(asker.start(avee), HOURS)
    asker.call("POST", f"/orchestrator/decisions/{written['decision']['id']}/feedback", 200, json={"verdict": "wrong"})
    report = creator.call("GET", f"/avees/{avee}/trust", 200)["documents"]
    assert (report["labels"], report["at_most"]) == (0, None)


def test_a_voided_proof_in_reuse_is_announced_and_raises_the_needed_match(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up("ada")
    voided = 0
    for number in range(12):
        # Each message has other words, so that it is not one answer's own needed match that stops them.
        creator.add_answer(avee, f"Where do I find tool number {number}?", "On the left.")
        asked = asker.ask(asker.start(avee), f"Where do I find tool number {number}?")
        voided = creator.call("GET", f"/avees/{avee}/trust", 200)["standing"]["voided"]
        if asked["path"] != "C" or voided:
            break
        judge_all(creator, avee, "wrong")
    assert voided == 1
    report = creator.call("GET", f"/avees/{avee}/trust", 200)["standing"]
    assert report["line"].startswith("no longer proven, answers went wrong")
    assert creator.call("GET", f"/avees/{avee}/trust", 200)["documents"]["voided"] == 0
