"""Sources and proposed answers over HTTP: who may, versions, and that a private address is not fetched."""

import time
from typing import Any

import pytest

from support.api import Api
from support.exports import QUESTION, discourse


def settled(creator: Api, avee: str, source: dict[str, Any]) -> dict[str, Any]:
    """The source once its look has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: dict[str, Any] = creator.call("GET", f"/avees/{avee}/sources/{source['id']}", 200)
        if found["state"] in ("ready", "failed"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"the look did not end: {found}")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://169.254.169.254/latest", "http://[::1]/", "http://localhost/"])
def test_a_private_address_is_not_fetched(crowd: Api, address: str) -> None:
    creator = crowd.sign_up("mira")
    avee = creator.create_avee("mira-agent")
    source = settled(creator, avee, creator.call("POST", f"/avees/{avee}/sources", 201, json={"address": address}))
    assert (source["state"], source["failure_code"]) == ("failed", "target_not_allowed")


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "https://", "https://ada:secret@example.org/", "https://example.org:99999/", "a b"]
)
def test_an_address_that_is_none_is_refused(crowd: Api, address: str) -> None:
    creator = crowd.sign_up("mira")
    avee = creator.create_avee("mira-agent")
    assert creator.call("POST", f"/avees/{avee}/sources", 422, json={"address": address})["code"] == "invalid_address"


def test_an_export_is_added_and_its_proposals_are_settled(crowd: Api) -> None:
    creator = crowd.sign_up("mira")
    avee = creator.create_avee("mira-agent")
    base = f"/avees/{avee}/proposed-answers"
    file = {"file": ("topic.json", discourse(), "application/json")}
    source = settled(creator, avee, creator.call("POST", f"/avees/{avee}/sources/file", 201, files=file))
    assert (source["kind"], source["state"], source["proposed"], source["every_hours"]) == ("discourse", "ready", 1, None)
    (proposal,) = creator.call("GET", base, 200)["items"]
    assert QUESTION in proposal["question_pattern"]
    asker = crowd.sign_up("ada")
    assert asker.ask(asker.start(avee), QUESTION)["path"] != "C", "nobody gets it before it is accepted"
    mine = {"id": proposal["id"], "question_pattern": QUESTION, "answer_content": "Once a week."}
    (done,) = creator.call("POST", f"{base}/accept", 200, json={"items": [mine]})["items"]
    (answer,) = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    assert (answer["id"], answer["answer_content"]) == (done["answer_id"], "Once a week.")
    assert creator.call("POST", f"{base}/dismiss", 409, json={"ids": [proposal["id"]]})["code"] == "not_proposed"
    assert creator.call("POST", f"/avees/{avee}/sources/file", 200, files=file)["id"] == source["id"]
    assert settled(creator, avee, source)["proposed"] == 0
    creator.call("GET", f"/avees/{avee}/sources/{source['id']}/items", 200)
    assert creator.call("POST", f"/avees/{avee}/sources/{source['id']}/look", 409)["code"] == "file_needed"
    path = f"/avees/{avee}/sources/{source['id']}"
    assert creator.call("PATCH", path, 412, json={"answered_by": ["mira"]}, headers={"If-Match": '"9"'})["code"] == "changed_meanwhile"
    assert creator.call("PATCH", path, 428, json={"answered_by": ["mira"]}, headers={"If-Match": ""})["code"] == "precondition_required"
    assert creator.call("PATCH", path, 200, json={"answered_by": ["mira"], "version": 1}, headers={"If-Match": ""})["version"] == 2
    assert creator.call("GET", f"/avees/{avee}/audit", 200)["items"][0]["kind"] == "source.changed"
    creator.call("DELETE", path, 204)
    assert creator.call("GET", f"/avees/{avee}/sources", 200)["items"] == []
