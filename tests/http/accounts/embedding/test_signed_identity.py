"""People whom the site of an agent's creator signed: who is believed, who they are, and what they may do."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from orchestrator.http.accounts.guest_routes import GUEST_COOKIE
from orchestrator.http.auth import CSRF_HEADER, SESSION_COOKIE, csrf_token
from support.api import Api, open_workshop
from support.guests import NEW_QUESTION, id_of
from support.signing import claims_of, enter_signed, make_key, sign, unsigned

NOW = int(time.time())
"""When the tests were collected: a long run is tried hours later."""
DAY_S = 86_400


@dataclass(frozen=True)
class Shop:
    """An agent whose creator's site signs its users."""

    creator: Api
    avee: str
    handle: str
    key: str

    def token(self, subject: str = "user-1", **changes: Any) -> str:
        return sign(self.key, claims_of(self.handle, subject, **changes))

    def enter(self, subject: str = "user-1", **changes: Any) -> Api:
        return enter_signed(self.creator, self.handle, self.token(subject, **changes))

    def refuse(self, token: str, status: int = 401) -> dict[str, Any]:
        refused: dict[str, Any] = Api(self.creator.client).call("POST", f"/embed/{self.handle}/sessions", status, json={"identity": token})
        return refused


@pytest.fixture
def shop(crowd: Api) -> Shop:
    creator = crowd.sign_up("mira", display_name="Mira")
    avee = open_workshop(creator)
    return Shop(creator, avee, f"mira-agent{crowd.suffix}", make_key(creator, avee))


def facts_of(shop: Shop, person: Api) -> tuple[str, str]:
    """(tier, layer) as the creator sees them."""
    found = [each for each in shop.creator.call("GET", f"/avees/{shop.avee}/members", 200)["items"] if each["user_id"] == id_of(person)]
    return (found[0]["tier"], found[0]["layer"]) if found else ("free", "public")


def test_the_same_person_again_on_another_device(shop: Shop) -> None:
    first, second, other = shop.enter(name="Ada  Brandt"), shop.enter(), shop.enter("user-2")
    me = second.call("GET", "/me", 200)
    assert (me["id"], me["guest_of"], me["display_name"]) == (id_of(first), shop.avee, "Ada Brandt")
    assert id_of(other) != me["id"]
    conversation = first.start(shop.avee)
    assert first.ask(conversation, "How do I reset my password?")["path"] == "C"
    assert [each["id"] for each in second.call("GET", "/conversations", 200)["items"]] == [conversation]
    assert other.call("GET", "/conversations", 200)["items"] == []
    other.call("GET", f"/conversations/{conversation}/messages", 404)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"exp": NOW - 120}, "expired"),
    "without an end": ({"exp": None}, "exp"),
    "an end that is a text": ({"exp": "soon"}, "exp"),
    "an end that is true": ({"exp": True}, "exp"),
    "an end that is far ahead": ({"exp": NOW + DAY_S}, "too_long"),
    "an end of a thousand digits": ({"exp": 10**1000}, "too_long"),
    "an end that is no number": ({"exp": float("nan")}, "exp"),
    "not valid yet": ({"nbf": NOW + DAY_S}, "nbf"),
    "issued ahead": ({"iat": NOW + DAY_S}, "iat"),
    "of another agent": ({"aud": "somebody-else"}, "aud"),
    "for nobody": ({"aud": None}, "aud"),
    "for too many": ({"aud": ["a"] * 11}, "aud"),
    "without a person": ({"sub": None}, "sub"),
    "an empty person": ({"sub": ""}, "sub"),
    "a person that is a number": ({"sub": 7}, "sub"),
    "a person that is long": ({"sub": "x" * 201}, "sub"),
    "a person that cannot be stored": ({"sub": "x\0"}, "sub"),
    "an unknown tier": ({"tier": "guest"}, "tier"),
    "a tier that is a list": ({"tier": ["paid"]}, "tier"),
    "an unknown layer": ({"layer": "all"}, "layer"),
    "a name that is long": ({"name": "x" * 81}, "name"),
    "an address that is none": ({"email": "ada"}, "email"),
}


@pytest.mark.parametrize("why", BAD)
def test_claims_that_are_refused_with_their_reason(shop: Shop, why: str) -> None:
    changes, reason = BAD[why]
    refused = shop.refuse(shop.token(**changes))
    assert (refused["code"], refused["fields"]["reason"]) == ("identity_refused", reason)
    assert shop.key not in str(refused)


def test_forged_tokens_are_refused(shop: Shop, crowd: Api) -> None:
    claims = claims_of(shop.handle)
    theirs = crowd.sign_up("other")
    other = theirs.create_avee("theirs")
    forged = {
        unsigned(claims): "algorithm",
        sign(shop.key, claims, "HS512"): "algorithm",
        sign("another key of forty characters, made up", claims): "signature",
        # The other agent's site signs for this one.
        sign(make_key(theirs, other), claims): "signature",
        shop.token()[:-4] + "AAAA": "signature",
        "a.b.c": "form",
        "no token": "form",
        "": "form",
        "[" * 4_000: "form",
    }
    for token, reason in forged.items():
        assert shop.refuse(token)["fields"]["reason"] == reason, token[:60]
    assert shop.refuse("x" * 4_097, 422)["code"] == "invalid_request"


def test_without_a_key_nobody_is_signed_in(crowd: Api) -> None:
    creator = crowd.sign_up("mira")
    creator.create_avee("mira-agent")
    token = sign("a key that nobody made, of forty letters", claims_of(f"mira-agent{crowd.suffix}"))
    assert crowd.call("POST", f"/embed/mira-agent{crowd.suffix}/sessions", 409, json={"identity": token})["code"] == "identity_key_missing"
    assert crowd.call("POST", "/embed/nobody-at-all/sessions", 404, json={"identity": token})["code"] == "avee_not_found"


def test_another_key_ends_what_the_old_one_opened(shop: Shop) -> None:
    ada, guest = shop.enter(), shop.creator.call("POST", "/guests", 201, json={"handle": shop.handle})["token"]
    old = shop.token()
    new = make_key(shop.creator, shop.avee)
    assert new != shop.key
    ada.call("GET", "/me", 401)
    Api(shop.creator.client, guest).call("GET", "/me", 200)
    assert shop.refuse(old)["fields"]["reason"] == "signature"
    again = enter_signed(shop.creator, shop.handle, sign(new, claims_of(shop.handle)))
    shop.creator.call("DELETE", f"/avees/{shop.avee}/identity-key", 204)
    again.call("GET", "/me", 401)
    assert shop.creator.call("GET", f"/avees/{shop.avee}/identity-key", 200) == {"created_at": None}
    assert shop.creator.call("DELETE", f"/avees/{shop.avee}/identity-key", 404)["code"] == "identity_key_not_found"


def test_a_key_is_shown_once_and_logged_without_itself(shop: Shop, crowd: Api) -> None:
    shown = shop.creator.call("GET", f"/avees/{shop.avee}/identity-key", 200)
    assert set(shown) == {"created_at"}
    assert shown["created_at"] is not None
    entries = shop.creator.call("GET", f"/avees/{shop.avee}/audit", 200)["items"]
    assert "identity_key.added" in {each["kind"] for each in entries}
    assert shop.key not in str(entries)
    stranger = crowd.sign_up("stranger")
    for method in ("GET", "POST", "DELETE"):
        stranger.call(method, f"/avees/{shop.avee}/identity-key", 404)


def test_the_tier_goes_along_and_is_taken_back(shop: Shop) -> None:
    ada = shop.enter(tier="paid")
    assert facts_of(shop, ada) == ("paid", "public")
    decided = ada.ask(ada.start(shop.avee), NEW_QUESTION)
    shown = shop.creator.call("GET", f"/orchestrator/decisions?avee_id={shop.avee}&tier=paid", 200)["items"]
    assert [each["id"] for each in shown] == [decided["decision"]["id"]]
    shop.enter(tier="follower")
    assert facts_of(shop, ada) == ("follower", "public")
    # The site names none any more: what it gave is over.
    shop.enter()
    assert facts_of(shop, ada) == ("free", "public")


def test_what_the_team_gave_stays_where_the_site_names_nothing(shop: Shop) -> None:
    ada = shop.enter()
    member = {"tier": "paid", "layer": "public"}
    shop.creator.call("PUT", f"/avees/{shop.avee}/members/{id_of(ada)}", 200, json=member)
    shop.enter()
    assert facts_of(shop, ada) == ("paid", "public")


def test_no_layer_above_what_the_agent_allows(shop: Shop) -> None:
    ada = shop.enter(layer="intimate")
    assert facts_of(shop, ada) == ("free", "public")
    shop.creator.call("PATCH", f"/avees/{shop.avee}", 200, json={"embed_layer": "friends"})
    shop.enter(layer="intimate")
    assert facts_of(shop, ada) == ("free", "friends")
    conversation = ada.start(shop.avee)
    assert ada.ask(conversation, "How do I reset my password?", 403, layer="intimate")["code"] == "layer_not_granted"
    assert ada.ask(conversation, "How do I reset my password?", layer="friends")["path"] == "C"
    # Less is allowed now, and that counts at once.
    shop.creator.call("PATCH", f"/avees/{shop.avee}", 200, json={"embed_layer": "public"})
    assert ada.ask(conversation, "How do I reset my password?", 403, layer="friends")["code"] == "layer_not_granted"


def test_no_limits_of_guests(shop: Shop) -> None:
    shop.creator.configure(shop.avee, guests_enabled=False, guest_messages_per_day=0, guest_escalations_per_day=0)
    ada = shop.enter(tier="follower")
    offered = ada.ask(ada.start(shop.avee), NEW_QUESTION)
    assert offered["path"] == "D"
    # Their site is where the answer goes: no address is asked for.
    ada.call("POST", f"/orchestrator/queue/{offered['escalation']['id']}/accept", 200)
    waiting = shop.creator.call("GET", f"/orchestrator/queue?avee_id={shop.avee}&status=accepted&by_guests=false", 200)["items"]
    assert [each["asker_tier"] for each in waiting] == ["follower"]


def test_they_may_nowhere_else(shop: Shop, crowd: Api) -> None:
    ada = shop.enter(email="ada@example.org", name="Ada")
    theirs = crowd.sign_up("other").create_avee("theirs")
    assert ada.call("POST", "/conversations", 403, json={"avee_id": theirs, "kind": "agent"})["code"] == "guest_not_allowed"
    assert ada.call("POST", "/conversations", 403, json={"avee_id": shop.avee, "kind": "direct"})["code"] == "guest_not_allowed"
    for method, path, body in (
        ("PUT", "/me/guest-address", {"email": "ada@example.org"}),
        ("POST", "/me/upgrade", {"email": "a@example.org", "password": "a long passphrase", "handle": "adaada", "display_name": "Ada"}),
        ("POST", "/tokens", {"name": "mine"}),
        ("GET", "/avees", None),
        ("POST", "/avees", {"handle": f"own-{uuid.uuid4().hex[:6]}", "display_name": "Own"}),
    ):
        assert ada.call(method, path, 403, json=body)["code"] == "guest_not_allowed", path
    me = ada.call("GET", "/me", 200)
    assert (me["email"], me["email_confirmed_at"]) == ("ada@example.org", None)
    crowd.call("POST", "/sessions", 401, json={"email": "ada@example.org", "password": ""})
    # No account takes them over as it does a guest.
    account = crowd.sign_up("ada")
    wanted: dict[str, Any] = {"email": account.user["email"], "password": "a long passphrase", "takes_guest": True}
    headers = {"Cookie": f"{SESSION_COOKIE}={ada.token}", CSRF_HEADER: csrf_token(ada.token or "")}
    taken = crowd.client.post("/sessions", json=wanted, headers=headers)
    assert (taken.status_code, taken.json()["has_taken_guest"]) == (201, False)
    assert ada.call("GET", "/me", 200)["id"] == me["id"]


def test_no_cookie_is_set(shop: Shop) -> None:
    answer = shop.creator.client.post(f"/embed/{shop.handle}/sessions", json={"identity": shop.token()})
    assert answer.status_code == 201
    assert "set-cookie" not in answer.headers
    assert GUEST_COOKIE not in str(answer.headers)


def test_a_handle_that_the_agent_gave_up_still_means_it(shop: Shop) -> None:
    ada = shop.enter()
    new = f"renamed{shop.handle[-9:]}"
    shop.creator.call("PATCH", f"/avees/{shop.avee}", 200, json={"handle": new})
    again = enter_signed(shop.creator, new, shop.token())
    assert id_of(again) == id_of(ada)
