"""Changing the handle of a person and of an agent over HTTP."""

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows


def rename_agent(creator: Api, avee: str, handle: str, expect: int = 200) -> dict[str, object]:
    changed: dict[str, object] = creator.call("PATCH", f"/avees/{avee}", expect, json={"handle": handle})
    return changed


def rename(person: Api, handle: str, expect: int = 200) -> dict[str, object]:
    changed: dict[str, object] = person.call("PATCH", "/me", expect, json={"handle": handle})
    return changed


def moved_to(api: Api, path: str) -> str:
    answered = api.call("GET", path, follow_redirects=False)
    assert (answered.status_code, answered.json()["code"], answered.headers["cache-control"]) == (308, "moved", "no-store")
    return str(answered.headers["Location"])


def test_an_agents_old_handle_leads_to_it_and_is_nobody_elses(crowd: Api) -> None:
    creator, other = crowd.sign_up("mira"), crowd.sign_up("other")
    avee = creator.create_avee("old")
    old, new = f"old{crowd.suffix}", f"new{crowd.suffix}"
    assert rename_agent(creator, avee, new)["handle"] == new
    assert moved_to(crowd, f"/avees/{old}") == f"/avees/{new}"
    assert crowd.call("GET", f"/avees/{old}", 200)["id"] == avee, "a client that follows finds it"
    assert other.call("POST", "/avees", 409, json={"handle": old, "display_name": "Me"})["code"] == "handle_taken"
    theirs = other.create_avee("theirs")
    assert rename_agent(other, theirs, old, 409)["code"] == "handle_taken"
    # A second change leads on to the newest; and the agent itself may take its old one back.
    newest = f"newest{crowd.suffix}"
    rename_agent(creator, avee, newest)
    assert moved_to(crowd, f"/avees/{old}") == moved_to(crowd, f"/avees/{new}") == f"/avees/{newest}"
    assert rename_agent(creator, avee, old)["handle"] == old
    assert crowd.call("GET", f"/avees/{old}", 200)["handle"] == old


def test_a_persons_old_handle_leads_to_them_and_is_nobody_elses(crowd: Api) -> None:
    ada, eve = crowd.sign_up("ada"), crowd.sign_up("eve")
    old, new = f"ada{crowd.suffix}", f"brandt{crowd.suffix}"
    assert rename(ada, new)["handle"] == new
    assert moved_to(eve, f"/users/{old}") == f"/users/{new}"
    assert rename(eve, old, 409)["code"] == "handle_taken"
    body = {"email": f"x{crowd.suffix}@example.org", "password": "a long passphrase", "handle": old, "display_name": "X"}
    assert crowd.call("POST", "/accounts", 409, json=body)["code"] == "handle_taken"
    # People and agents have handles of their own: an agent may have what a person gave up.
    eve.call("POST", "/avees", 201, json={"handle": old, "display_name": "Agent"})


def test_a_handle_is_changed_three_times_in_thirty_days(api: Api, database: EmbeddedServer) -> None:
    creator = api.sign_up("mira")
    avee = creator.create_avee("a0")
    for number in (1, 2, 3):
        rename_agent(creator, avee, f"a{number}")
        rename(creator, f"m{number}")
    for problem in (rename_agent(creator, avee, "a4", 429), rename(creator, "m4", 429)):
        assert problem["code"] == "too_many_handle_changes"
        assert 29 * 86_400 < problem["fields"]["retry_after_s"] <= 30 * 86_400  # type: ignore[index]
    assert api.call("GET", "/avees/a3", 200)["id"] == avee, "the refused change left nothing"
    rename_agent(creator, avee, "a3")
    for table in ("former_avee_handles", "former_user_handles"):
        rows(database, f"UPDATE {table} SET given_up_at = given_up_at - interval '31 days'")
    rename_agent(creator, avee, "a4")
    rename(creator, "m4")


def test_a_handle_is_free_again_after_a_year(api: Api, database: EmbeddedServer) -> None:
    creator = api.sign_up("mira")
    avee = creator.create_avee("old")
    rename_agent(creator, avee, "newer")
    rows(database, "UPDATE former_avee_handles SET kept_until = now()")
    assert api.call("GET", "/avees/old", 404)["code"] == "avee_not_found"
    api.sign_up("other").create_avee("old")


def test_a_changed_handle_obeys_the_version(crowd: Api) -> None:
    ada = crowd.sign_up("ada")
    body = {"handle": f"other{crowd.suffix}"}
    assert ada.call("PATCH", "/me", 428, json=body, headers={"If-Match": ""})["code"] == "precondition_required"
    assert ada.call("PATCH", "/me", 412, json=body, headers={"If-Match": '"7"'})["code"] == "changed_meanwhile"
    assert ada.call("PATCH", "/me", 200, json=body | {"version": 1}, headers={"If-Match": ""})["version"] == 2


@pytest.mark.parametrize("handle", ["settings", "sign-in", "my-agents", "avees", "assets", "new", "admin", "support", "join", "auth"])
def test_addresses_of_the_app_and_names_of_its_operators_are_reserved(crowd: Api, handle: str) -> None:
    ada = crowd.sign_up("ada")
    avee = ada.create_avee("hers")
    assert rename(ada, handle, 422)["code"] == "handle_reserved"
    assert rename_agent(ada, avee, handle, 422)["code"] == "handle_reserved"
    assert ada.call("POST", "/avees", 422, json={"handle": handle, "display_name": "X"})["code"] == "handle_reserved"
    body = {"email": f"y{crowd.suffix}@example.org", "password": "a long passphrase", "handle": handle, "display_name": "X"}
    assert crowd.call("POST", "/accounts", 422, json=body)["code"] == "handle_reserved"


def test_nobody_changes_anothers_agent(crowd: Api) -> None:
    avee = crowd.sign_up("mira").create_avee("hers")
    eve = crowd.sign_up("eve")
    assert rename_agent(eve, avee, f"mine{crowd.suffix}", 404)["code"] == "avee_not_found"
