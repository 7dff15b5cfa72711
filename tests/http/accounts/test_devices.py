"""Where a person is signed in, over HTTP: listed, ended one by one and all at once; nobody ends another person's."""

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.links import signed_in
from support.stories import rows

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"


def enter(person: Api, browser: str) -> Api:
    return signed_in(person, person.user["email"], headers={"User-Agent": browser})


def test_the_list_says_what_since_when_and_which_is_this_one(crowd: Api) -> None:
    person = crowd.sign_up()
    phone = enter(person, IPHONE)
    found = phone.call("GET", "/me/sessions", 200)["items"]
    assert [each["is_current"] for each in found].count(True) == 1
    mine = next(each for each in found if each["is_current"])
    assert mine["browser"] == "Safari on iPhone"
    assert mine["created_at"] <= mine["last_used_at"] < mine["expires_at"]
    assert not {"secret_hash", "secret", "token"} & set(mine)


def test_the_last_use_is_noted_once_an_hour(crowd: Api, shared_database: EmbeddedServer) -> None:
    person = crowd.sign_up()
    rows(shared_database, "UPDATE user_sessions SET last_used_at = now() - interval '2 hours' WHERE user_id = :id", id=person.user["id"])
    person.call("GET", "/me", 200)
    (row,) = rows(
        shared_database, "SELECT last_used_at > now() - interval '1 minute' FROM user_sessions WHERE user_id = :id", id=person.user["id"]
    )
    assert row[0] is True


def test_one_is_ended_and_the_others_stay(crowd: Api) -> None:
    person = crowd.sign_up()
    lost, kept = enter(person, FIREFOX), enter(person, IPHONE)
    other = next(each["id"] for each in kept.call("GET", "/me/sessions", 200)["items"] if each["browser"] == "Firefox on Linux")
    kept.call("DELETE", f"/me/sessions/{other}", 204)
    lost.call("GET", "/me", 401)
    for each in (person, kept):
        each.call("GET", "/me", 200)
    assert kept.call("DELETE", f"/me/sessions/{other}", 404)["code"] == "session_not_found"


def test_all_others_are_ended(crowd: Api) -> None:
    person, stranger = crowd.sign_up(), crowd.sign_up()
    lost, kept = enter(person, FIREFOX), enter(person, IPHONE)
    token = Api(person.client, person.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    kept.call("DELETE", "/me/sessions", 204)
    for each in (person, lost):
        each.call("GET", "/me", 401)
    for each in (kept, stranger, token):
        each.call("GET", "/me", 200)
    assert len(kept.call("GET", "/me/sessions", 200)["items"]) == 1


def test_nobody_sees_or_ends_another_persons(crowd: Api) -> None:
    person, stranger = crowd.sign_up(), crowd.sign_up()
    (mine,) = person.call("GET", "/me/sessions", 200)["items"]
    assert mine["id"] not in [each["id"] for each in stranger.call("GET", "/me/sessions", 200)["items"]]
    assert stranger.call("DELETE", f"/me/sessions/{mine['id']}", 404)["code"] == "session_not_found"
    person.call("GET", "/me", 200)


@pytest.mark.parametrize("scope", ["ask", "read", "manage"])
def test_no_token_ends_sessions(crowd: Api, scope: str) -> None:
    person = crowd.sign_up()
    made = person.call("POST", "/tokens", 201, json={"name": scope, "scope": scope})
    (mine,) = person.call("GET", "/me/sessions", 200)["items"]
    for path in ("/me/sessions", f"/me/sessions/{mine['id']}"):
        Api(person.client, made["token"]).call("DELETE", path, 403)
    person.call("GET", "/me", 200)
    assert PASSWORD not in str(mine)
