"""An asker's layer is the one that the creator granted; a request may ask for a lower layer, never a higher one."""

import json
from typing import Any

import pytest

from support.api import Api

QUESTION = "Where is the spare key of the boat house by the lake?"
SECRETS = {"public": "The harbour master has one.", "friends": "Under the third stone.", "intimate": "In the blue lamp."}
ORDER = list(SECRETS)


@pytest.fixture(scope="module")
def house(shared: Api) -> tuple[Api, str, dict[str, Api]]:
    """(the creator, the avee, an asker for each granted layer)."""
    creator = shared.sign_up()
    avee = creator.create_avee()
    for layer, secret in SECRETS.items():
        creator.add_answer(avee, QUESTION, secret, layer=layer)
        creator.add_document(avee, "Keys", f"# Keys\n\nThe spare key of the boat house by the lake: {secret}\n", layer=layer)
    askers = {layer: shared.sign_up() for layer in SECRETS}
    for layer, asker in askers.items():
        creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "free", "layer": layer})
    return creator, avee, askers


@pytest.mark.parametrize("asked", [None, *ORDER])
@pytest.mark.parametrize("granted", ORDER)
def test_replies_and_suggestions_stay_within_the_layer(house: tuple[Api, str, dict[str, Api]], granted: str, asked: str | None) -> None:
    _, avee, askers = house
    asker = askers[granted]
    changes: dict[str, Any] = {"layer": asked} if asked else {}
    conversation = asker.start(avee)
    if asked and ORDER.index(asked) > ORDER.index(granted):
        refused = asker.ask(conversation, QUESTION, 403, **changes)
        assert (refused["code"], refused["fields"]["granted"]) == ("layer_not_granted", granted)
        assert asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"] == []
        return
    response = json.dumps(asker.ask(conversation, QUESTION, **changes), ensure_ascii=False)
    response += json.dumps(
        asker.ask(conversation, "How do keys and lamps and stones differ in a boat house?", **changes), ensure_ascii=False
    )
    reach = ORDER.index(asked or granted)
    hidden = [secret for layer, secret in SECRETS.items() if ORDER.index(layer) > reach]
    assert not [secret for secret in hidden if secret in response]
    decisions = json.dumps(asker.call("GET", "/orchestrator/decisions", 200))
    beyond = [secret for layer, secret in SECRETS.items() if ORDER.index(layer) > ORDER.index(granted)]
    assert not [secret for secret in beyond if secret in decisions]


def test_an_asker_who_is_no_member_has_the_public_layer(shared: Api, house: tuple[Api, str, dict[str, Api]]) -> None:
    stranger = shared.sign_up()
    conversation = stranger.start(house[1])
    assert SECRETS["public"] in stranger.ask(conversation, QUESTION)["reply"]["content"]
    assert stranger.ask(conversation, QUESTION, 403, layer="friends")["code"] == "layer_not_granted"


def test_a_revoked_layer_ends_at_once(shared: Api, house: tuple[Api, str, dict[str, Api]]) -> None:
    creator, avee, _ = house
    asker = shared.sign_up()
    path = f"/avees/{avee}/members/{asker.user['id']}"
    creator.call("PUT", path, 200, json={"tier": "free", "layer": "intimate"})
    conversation = asker.start(avee)
    asker.ask(conversation, QUESTION, layer="intimate")
    creator.call("PUT", path, 200, json={"tier": "free", "layer": "public"})
    assert asker.ask(conversation, QUESTION, 403, layer="intimate")["code"] == "layer_not_granted"
    assert SECRETS["public"] in asker.ask(conversation, QUESTION)["reply"]["content"]
