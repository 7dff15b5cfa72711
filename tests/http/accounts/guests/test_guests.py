"""A guest asks one agent, and can do nothing else: every route of the API is tried with a guest's token."""

import re
import uuid
from typing import Any

from orchestrator.http.accounts.guest_routes import GUEST_COOKIE
from orchestrator.http.auth import CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE
from orchestrator.http.scopes import GUESTS
from support.api import Api, open_workshop
from support.contract import _described
from support.guests import enter, id_of, offered_to

OPEN = {
    "POST /accounts", "POST /sessions", "GET /demo", "GET /avees/{handle}", "POST /guests", "PUT /guest-links/{token}",
    "POST /guest-links/{token}/renewals", "PUT /email-confirmations/{token}", "PUT /email-changes/{token}", "PUT /email-undos/{token}",
    "POST /password-resets", "GET /password-resets/{token}", "PUT /password-resets/{token}", "GET /mail-subscriptions/{token}",
    "PUT /mail-subscriptions/{token}", "POST /unsubscribe/{token}", "GET /avatars/{avatar_id}", "GET /auth/providers", "GET /auth/{provider}/start",
    "GET /auth/{provider}/callback", "GET /auth/newcomer", "POST /auth/newcomer", "GET /invitations/{token}", "POST /embed/{handle}/sessions", "POST /channels/{channel_id}/inbound", "POST /webhooks/stripe", "GET /health", "GET /ready", "GET /metrics",
}  # fmt: skip
"""Routes that need no sign-in: a guest is nobody there, as everybody is."""


def operations() -> list[tuple[str, str]]:
    return [(method.upper(), path) for path, methods in _described()[1]["paths"].items() for method in methods]


def test_a_guest_asks_and_is_answered(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    made = api.call("POST", "/guests", 201, json={"handle": "mira-agent"})
    assert set(made) == {"token", "csrf_token", "expires_at"}
    guest = Api(api.client, made["token"])
    me = guest.call("GET", "/me", 200)
    assert (me["guest_of"], me["email"], me["email_confirmed_at"]) == (avee, "", None)
    assert re.fullmatch("Guest [0-9a-f]{4}", me["display_name"])
    conversation = guest.start(avee)
    assert guest.ask(conversation, "How do I reset my password?")["path"] == "C"
    assert guest.ask(conversation, "When is the workshop open?")["path"] == "A"
    assert [each["id"] for each in guest.call("GET", "/conversations", 200)["items"]] == [conversation]
    assert len(guest.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) == 4


def test_every_other_route_says_so(api: Api, creator: Api) -> None:
    creator.create_avee("mira-agent")
    guest = enter(api, "mira-agent")
    refused = set()
    for method, path in operations():
        # The stream would not end, and signing out would end the story.
        if path not in ("/events", "/sessions/current"):
            address = re.sub(r"\{[^}]*\}", "some", re.sub(r"\{[^}]*id\}", str(uuid.uuid4()), path))
            answer = guest.call(method, address, json={})
            # Of the routes for OpenAI's clients, the code stands where those look for it.
            if answer.status_code == 403 and answer.json().get("error", answer.json())["code"] == "guest_not_allowed":
                refused.add(f"{method} {path}")
    assert {f"{method} {path}" for method, path in operations()} - refused == GUESTS | OPEN


def test_only_routes_that_exist_are_listed() -> None:
    assert {f"{method} {path}" for method, path in operations()} >= GUESTS | OPEN


def test_a_guest_of_one_agent_is_nobody_to_another(api: Api, creator: Api) -> None:
    open_workshop(creator)
    other = api.sign_up("other")
    theirs = other.create_avee("theirs")
    guest = enter(api, "mira-agent")
    refused = guest.call("POST", "/conversations", 403, json={"avee_id": theirs, "kind": "agent"})
    assert refused["code"] == "guest_not_allowed"
    document = other.add_document(theirs, "Tides", "# Tides\n\nThe tide turns at noon today, as it does on each day of the week.\n")
    for passage in (document["id"], str(uuid.uuid4())):
        assert guest.call("GET", f"/avees/{theirs}/passages/{passage}").status_code == 404


def test_a_guest_does_not_write_to_the_creator_directly(creator: Api, api: Api) -> None:
    avee = open_workshop(creator)
    refused = enter(api, "mira-agent").call("POST", "/conversations", 403, json={"avee_id": avee, "kind": "direct"})
    assert refused["code"] == "guest_not_allowed"


def test_a_guest_sees_nothing_of_another(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    one, two = enter(api, "mira-agent"), enter(api, "mira-agent")
    conversation, offer = offered_to(one, avee)
    assert two.call("GET", "/conversations", 200)["items"] == []
    for path in (f"/conversations/{conversation}", f"/conversations/{conversation}/messages", f"/orchestrator/queue/{offer}"):
        assert two.call("GET", path).status_code == 404
    assert two.call("POST", f"/orchestrator/queue/{offer}/accept").status_code == 404
    assert two.ask(conversation, "And then?", expect=404)["code"] == "conversation_not_found"


def test_a_guest_gets_the_public_layer_and_cannot_be_given_more(api: Api, creator: Api) -> None:
    avee = creator.create_avee("mira-agent")
    creator.add_answer(avee, "Where is the spare key?", "Under the third stone.", layer="friends")
    guest = enter(api, "mira-agent")
    conversation = guest.start(avee)
    assert "stone" not in str(guest.ask(conversation, "Where is the spare key?"))
    assert guest.ask(conversation, "Where is the spare key?", expect=403, layer="friends")["code"] == "layer_not_granted"
    member = {"tier": "paid", "layer": "intimate"}
    refused = creator.call("PUT", f"/avees/{avee}/members/{id_of(guest)}", 409, json=member)
    assert refused["code"] == "user_unknown"
    person = api.sign_up("ada")
    assert creator.call("PUT", f"/avees/{avee}/members/{id_of(person)}", json=member | {"tier": "guest"}).status_code == 422


def test_a_guest_is_no_profile_and_cannot_sign_in(api: Api, creator: Api) -> None:
    creator.create_avee("mira-agent")
    guest = enter(api, "mira-agent")
    me = guest.call("GET", "/me", 200)
    assert creator.call("GET", f"/users/{me['handle']}").status_code == 404
    for password in ("", "a long passphrase"):
        assert api.call("POST", "/sessions", json={"email": "", "password": password}).status_code == 401


def test_an_agent_that_takes_no_guests(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    conversation = guest.start(avee)
    creator.configure(avee, guests_enabled=False)
    assert api.call("GET", "/avees/mira-agent", 200)["takes_guests"] is False
    assert api.call("POST", "/guests", 403, json={"handle": "mira-agent"})["code"] == "guests_not_allowed"
    # Who is a guest already is told, and keeps what they have.
    refused = guest.ask(conversation, "How do I reset my password?", expect=403)
    assert (refused["code"], "Create one" in refused["detail"]) == ("guests_not_allowed", True)
    assert guest.call("GET", f"/conversations/{conversation}/messages", 200)["items"] == []
    creator.configure(avee, guests_enabled=True)
    assert guest.ask(conversation, "How do I reset my password?")["path"] == "C"


def test_no_agent_no_guest(api: Api) -> None:
    for handle in ("nobody", "../etc", "", "a" * 100):
        assert api.call("POST", "/guests", 404, json={"handle": handle})["code"] == "avee_not_found"


def browser(api: Api) -> tuple[Any, dict[str, str]]:
    """The client as a browser that just became a guest, with the header that its changes need."""
    api.client.cookies.clear()
    answer = api.client.post("/guests", json={"handle": "mira-agent"})
    assert answer.status_code == 201
    return answer, {CSRF_HEADER: answer.cookies[CSRF_COOKIE]}


def test_in_a_browser_the_cookie_is_the_session_and_changes_need_the_header(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    answer, csrf = browser(api)
    assert {SESSION_COOKIE, CSRF_COOKIE} < set(answer.cookies)
    assert "httponly" in answer.headers["set-cookie"].lower()
    body = {"avee_id": avee, "kind": "agent"}
    assert api.client.post("/conversations", json=body).json()["code"] == "csrf_missing"
    assert api.client.post("/conversations", json=body, headers=csrf).status_code == 201


def test_the_same_browser_is_the_same_guest_again(api: Api, creator: Api) -> None:
    open_workshop(creator)
    api.sign_up("other").create_avee("theirs")
    browser(api)
    first = api.client.get("/me").json()["id"]
    assert api.client.post("/guests", json={"handle": "theirs"}).status_code == 201
    assert api.client.get("/me").json()["id"] != first
    assert api.client.post("/guests", json={"handle": "mira-agent"}).status_code == 201
    assert api.client.get("/me").json()["id"] == first
    # A cookie with another's secret makes nobody that other, and an invented one a new guest.
    api.client.cookies.clear()
    api.client.cookies.set(f"{GUEST_COOKIE}made-up", "orc_ses_invented")
    assert api.client.post("/guests", json={"handle": "mira-agent"}).status_code == 201
    assert api.client.get("/me").json()["id"] != first


def test_a_form_of_another_site_makes_no_guest(api: Api, creator: Api) -> None:
    open_workshop(creator)
    sent = api.client.post("/guests", content='{"handle": "mira-agent"}', headers={"Content-Type": "text/plain"})
    assert (sent.status_code, "set-cookie" in sent.headers) == (422, False)


def test_guests_are_counted_apart(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    first, second, ada = enter(api, "mira-agent"), enter(api, "mira-agent"), api.sign_up("ada")
    thread = first.start(avee)
    for said in ("How do I reset my password?", "On which days is the workshop open?", "Thank you!"):
        first.ask(thread, said)
    second.ask(second.start(avee), "Hello!")
    ada.ask(ada.start(avee), "How do I reset my password?")
    members = creator.call("GET", f"/avees/{avee}/members", 200)
    assert (members["items"], members["guests"]) == ([], {"people": 1, "questions": 2}), "a greeting asks nothing"
    people = creator.call("GET", f"/orchestrator/metrics/{avee}", 200)["people"]
    assert (people["guests"], people["guest_questions"]) == (1, 2)
