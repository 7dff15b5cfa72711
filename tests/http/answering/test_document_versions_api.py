"""Versions of documents over HTTP: replaced, asked about, kept beside each other."""

from typing import Any

import pytest

from support.api import Api

OLD, NEW, NEWEST = b"# Prices\n\nA jar costs five.", b"# Prices\n\nA jar costs six.", b"# Prices\n\nA jar costs seven."


def send(creator: Api, avee: str, name: str, data: bytes, expect: int = 202, **fields: str) -> Any:
    return creator.call("POST", f"/avees/{avee}/documents", expect, files={"file": (name, data)}, data=fields)


def put(creator: Api, avee: str, name: str, data: bytes, **fields: str) -> Any:
    return creator.wait_for_document(avee, send(creator, avee, name, data, 202, **fields)["id"])


def ids(creator: Api, avee: str) -> set[str]:
    return {each["id"] for each in creator.call("GET", f"/avees/{avee}/documents", 200)["items"]}


def test_a_new_version_is_told_and_replaces_the_old_one(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    old = put(creator, avee, "prices.md", OLD)
    new = send(creator, avee, "prices.md", NEW)
    assert new["replaces"] == old["id"]
    assert creator.wait_for_document(avee, new["id"])["status"] == "ready"
    assert ids(creator, avee) == {new["id"]}
    assert send(creator, avee, "prices.md", NEW, expect=200)["id"] == new["id"]


def test_two_of_one_name_are_asked_about_and_the_answer_can_be_sent(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    first, second = put(creator, avee, "prices.md", OLD), put(creator, avee, "prices.md", NEW, if_exists="keep_both")
    asked = send(creator, avee, "prices.md", NEWEST, expect=409)
    assert asked["code"] == "document_exists"
    assert [each["id"] for each in asked["fields"]["documents"]] == [second["id"], first["id"]]
    third = put(creator, avee, "prices.md", NEWEST, replaces=first["id"])
    assert ids(creator, avee) == {second["id"], third["id"]}


@pytest.mark.parametrize(("choice", "left"), [("replace", 1), ("keep_both", 2)])
def test_a_title_that_another_file_has_holds_the_document(shared: Api, choice: str, left: int) -> None:
    creator, stranger = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    old = put(creator, avee, "prices-2025.md", OLD)
    held = put(creator, avee, "prices-2026.md", NEW)
    assert (held["status"], held["same_title_as"]) == ("held", old["id"])
    path = f"/avees/{avee}/documents/{held['id']}/choice"
    assert stranger.call("POST", path, 404, json={"if_exists": choice})["code"] == "avee_not_found"
    assert creator.call("POST", path, 202, json={"if_exists": choice})["status"] == "pending"
    assert creator.wait_for_document(avee, held["id"])["status"] == "ready"
    assert creator.call("POST", path, 409, json={"if_exists": choice})["code"] == "document_not_held"
    assert len(ids(creator, avee)) == left


def test_a_choice_that_is_none_is_refused(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    for fields in ({"if_exists": "perhaps"}, {"replaces": "that one"}):
        assert send(creator, avee, "prices.md", OLD, expect=422, **fields)["code"] == "invalid_request"
    missing = "01a21f0d-9e86-72b5-8461-19736d1191ce"
    assert send(creator, avee, "prices.md", OLD, expect=404, replaces=missing)["code"] == "document_not_found"
