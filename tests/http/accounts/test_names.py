"""A handle stays a handle and a name a name, through every reply that shows one: here no two of them are the same word."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.api import Api

HANDLES = {"m-vale", "bee-desk", "reader9"}
NAMES = {"Mira Orlov", "Ask the Beekeeper", "Countess Ada"}
OF_KEY = {
    "creator_name": "Mira Orlov", "creator_handle": "m-vale", "avee_display_name": "Ask the Beekeeper", "avee_handle": "bee-desk",
    "agent_handle": "bee-desk", "asker_name": "Countess Ada", "asker_display_name": "Countess Ada", "asker_handle": "reader9",
}  # fmt: skip
QUESTION = "Would you ever teach a class on repairing antique violins?"
ANSWER = "Yes, every second winter; the next one starts in January."


def named(node: Any) -> Iterator[tuple[str, str]]:
    """Every (key, value) of a reply whose key is a handle or a name of somebody."""
    if isinstance(node, dict):
        yield from ((key, value) for key, value in node.items() if isinstance(value, str) and key.endswith(("handle", "_name")))
        for value in node.values():
            yield from named(value)
    if isinstance(node, list):
        for value in node:
            yield from named(value)


@pytest.fixture
def people(api: Api) -> tuple[Api, Api, str]:
    """(creator, asker, agent)."""
    creator = api.sign_up("m-vale", display_name="Mira Orlov")
    asker = api.sign_up("reader9", display_name="Countess Ada")
    return creator, asker, creator.create_avee("bee-desk", display_name="Ask the Beekeeper")


def test_handles_and_names_are_where_they_belong(people: tuple[Api, Api, str]) -> None:
    creator, asker, avee = people
    member = {"tier": "follower", "layer": "public"}
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json=member)
    conversation = asker.start(avee)
    offered = asker.ask(conversation, QUESTION)
    queue = f"/orchestrator/queue/{offered['escalation']['id']}"
    asker.call("POST", f"{queue}/accept", 200)
    creator.call("POST", f"{queue}/answer", 200, json={"answer": ANSWER})
    direct = asker.call("POST", "/conversations", 201, json={"avee_id": avee, "kind": "direct"})["id"]
    asker.call("POST", f"/conversations/{direct}/messages", 201, json={"content": "Do you sell queens?"})
    creator.configure(avee, max_escalations_per_day=3)
    seen: dict[str, set[str]] = {}
    for person in (creator, asker):
        for path in (
            "/me", "/conversations", f"/conversations/{conversation}", f"/conversations/{conversation}/messages", "/avees/bee-desk",
            "/users/m-vale", "/users/reader9", f"/avees/{avee}/members", f"/orchestrator/config/{avee}/versions", "/orchestrator/queue", queue,
            "/orchestrator/decisions", f"/avees/{avee}/canonical-answers", "/avees",
        ):  # fmt: skip
            response = person.call("GET", path)
            for key, value in named(response.json()) if response.status_code == 200 else ():
                seen.setdefault(key, set()).add(value)
    assert {"display_name", "handle", "creator_name", "asker_name", "asker_handle", "avee_handle", "avee_display_name"} <= seen.keys()
    for key, values in seen.items():
        expected = {OF_KEY[key]} if key in OF_KEY else HANDLES if key.endswith("handle") else NAMES
        assert values <= expected, (key, values)


def test_an_answer_is_given_in_the_creators_name_and_not_under_a_handle(people: tuple[Api, Api, str]) -> None:
    creator, asker, avee = people
    creator.add_answer(avee, QUESTION, ANSWER)
    reply = asker.ask(asker.start(avee), QUESTION)["reply"]["content"]
    offer = asker.ask(asker.start(avee), "Is there a good board game for rainy evenings?")["reply"]["content"]
    for text in (reply, offer):
        assert "Mira Orlov" in text
        assert not any(handle in text for handle in HANDLES)
