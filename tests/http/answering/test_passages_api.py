"""Passages over HTTP: opening a citation, by the asker's layer; and listing the passages of a document."""

import pytest

from support.api import Api

TEXT = "\n\n".join(f"# Chapter {number}\n\n" + f"Sentence about the hive number {number}. " * 30 for number in range(6))


def test_the_passages_of_a_document_are_listed_in_order_and_in_pages(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    document = creator.add_document(avee, "Hives", TEXT)
    path = f"/avees/{avee}/documents/{document['id']}/passages"
    every = creator.call("GET", path, 200)["items"]
    assert [each["position"] for each in every] == list(range(document["chunk_count"]))
    assert {(each["document_title"], each["document_id"]) for each in every} == {("Hives", document["id"])}
    paged, cursor = [], ""
    while True:
        page = creator.call("GET", f"{path}?limit=2{cursor}", 200)
        paged += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == every
    assert len(paged) > 4


@pytest.mark.parametrize("layer", ["public", "friends", "intimate"])
def test_a_passage_opens_only_within_the_askers_layer(shared: Api, layer: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    document = creator.add_document(avee, f"Hives {layer}", TEXT, layer=layer)
    passage = creator.call("GET", f"/avees/{avee}/documents/{document['id']}/passages", 200)["items"][0]
    path = f"/avees/{avee}/passages/{passage['id']}"
    assert creator.call("GET", path, 200) == passage
    for granted in ("public", "friends", "intimate"):
        creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "free", "layer": granted})
        reaches = ["public", "friends", "intimate"].index(granted) >= ["public", "friends", "intimate"].index(layer)
        found = asker.call("GET", path, 200 if reaches else 404)
        assert (found == passage) if reaches else (found["code"] == "passage_not_found")
    shared.call("GET", path, 401)


def test_a_passage_is_found_only_through_its_own_agent(shared: Api) -> None:
    creator = shared.sign_up()
    avee, other = creator.create_avee(), creator.create_avee()
    document = creator.add_document(avee, "Hives", TEXT)
    passage = creator.call("GET", f"/avees/{avee}/documents/{document['id']}/passages", 200)["items"][0]
    assert creator.call("GET", f"/avees/{other}/passages/{passage['id']}", 404)["code"] == "passage_not_found"
    assert creator.call("GET", f"/avees/{other}/documents/{document['id']}/passages", 404)["code"] == "document_not_found"
    creator.call("DELETE", f"/avees/{avee}/documents/{document['id']}", 204)
    assert creator.call("GET", f"/avees/{avee}/passages/{passage['id']}", 404)["code"] == "passage_not_found"


def test_only_the_owner_lists_a_whole_document(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    document = creator.add_document(avee, "Hives", TEXT)
    creator.call("PUT", f"/avees/{avee}/members/{asker.user['id']}", 200, json={"tier": "paid", "layer": "intimate"})
    path = f"/avees/{avee}/documents/{document['id']}/passages"
    assert asker.call("GET", path, 404)["code"] == "avee_not_found"
    shared.call("GET", path, 401)
    creator.call("GET", f"/avees/{avee}/documents/{avee}/passages", 404)
    creator.call("GET", f"{path}?cursor=nonsense", 422)


def test_a_person_is_found_by_handle_and_shows_only_public_fields(shared: Api) -> None:
    one, other = shared.sign_up(), shared.sign_up()
    found = other.call("GET", f"/users/{one.user['handle']}", 200)
    assert found == {name: one.user[name] for name in ("id", "handle", "display_name", "avatar")}
    assert other.call("GET", "/users/nobody-of-this-name", 404)["code"]
    other.call("GET", "/users/%00", 404)
    shared.call("GET", f"/users/{one.user['handle']}", 401)
