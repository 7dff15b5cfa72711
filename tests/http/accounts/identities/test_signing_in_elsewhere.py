"""Signing in by an account elsewhere over HTTP: a new person, one who comes again, and one who has an account already."""

from collections.abc import Callable

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.identities import HTML, Browser, parameters_of
from support.servers.identity_provider import Provider
from support.stories import rows

OpenBrowser = Callable[[], Browser]
ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada Brandt", "preferred_username": "Ada.Brandt"}


def with_password(browser: Browser, handle: str, confirmed_in: EmbeddedServer | None = None) -> None:
    """Somebody signed up here with a password; their address is confirmed in the database that is given."""
    Api(browser.client).sign_up(handle)
    if confirmed_in is not None:
        rows(confirmed_in, f"UPDATE users SET email_confirmed_at = now() WHERE handle = '{handle}'")


def test_the_providers_are_listed_by_their_names(browser: Browser) -> None:
    listed = browser.get("/auth/providers").json()
    assert listed["items"] == [{"name": "example", "label": "Example"}, {"name": "other-one", "label": "Other One"}]


def test_without_settings_there_is_none(api: Api) -> None:
    assert api.call("GET", "/auth/providers", 200)["items"] == []
    assert api.call("GET", "/auth/example/start", 404)["code"] == "provider_unknown"


def test_a_new_person_chooses_a_handle_and_is_signed_in(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    assert browser.sign_in("example", provider, "ada", "/my-agents") == "/join"
    shown = browser.get("/auth/newcomer").json()
    assert shown == {"provider": "example", "email": "ada@example.org", "is_email_confirmed": True, "display_name": "Ada Brandt", "handle": "ada-brandt"}  # fmt: skip
    assert browser.get("/me").status_code == 401, "nobody is signed in before the account is made"
    joined = browser.join("ada", display_name="Ada")
    assert joined == {"is_pending": False, "email": "ada@example.org", "return_to": "/my-agents"}
    me = browser.get("/me").json()
    assert (me["handle"], me["has_password"], me["email_confirmed_at"] is not None) == ("ada", False, True)
    assert browser.get("/auth/newcomer").status_code == 401, "the ticket is used up"
    (linked,) = browser.get("/me/identities").json()["items"]
    assert (linked["provider"], linked["issuer"], linked["email"]) == ("example", provider.url, "ada@example.org")


def test_the_code_flow_proves_who_began_it(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    url = browser.start("example")
    asked = parameters_of(url)
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", "orchestrator")
    assert {"openid", "email"} <= set(asked["scope"].split())
    assert asked["redirect_uri"] == "http://testserver/auth/example/callback"
    browser.come_back("example", provider.authorize(url, "ada"))
    (form,) = provider.forms
    assert len(form["code_verifier"]) >= 43


def test_whoever_comes_again_is_signed_in_to_the_same_account(open_browser: OpenBrowser, browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    # Another address at the provider does not make another person.
    provider.add_user("ada", **ADA | {"email": "ada@elsewhere.example.org"})
    again = open_browser()
    assert again.sign_in("example", provider, "ada", "/settings") == "/settings"
    assert again.get("/me").json()["handle"] == "ada"
    again.call("POST", "/conversations", 404, json={"avee_id": "01890000-0000-7000-8000-000000000000", "kind": "agent"})


def test_an_account_whose_address_both_sides_confirmed_is_linked(browser: Browser, provider: Provider, database: EmbeddedServer) -> None:
    with_password(browser, "ada", database)
    provider.add_user("ada", **ADA | {"email": "ADA@example.org"})
    assert browser.sign_in("example", provider, "ada") == "/messages"
    me = browser.get("/me").json()
    assert (me["handle"], me["has_password"]) == ("ada", True)


@pytest.mark.parametrize("verified", [False, None, "yes", 1])
def test_an_address_that_the_provider_does_not_confirm_opens_no_account(
    browser: Browser, provider: Provider, database: EmbeddedServer, verified: object
) -> None:
    with_password(browser, "ada", database)
    provider.add_user("mallory", email="ada@example.org", email_verified=verified)
    assert browser.sign_in("example", provider, "mallory") == "/join"
    assert browser.join("mallory", 409, email="ada@example.org")["code"] == "email_taken"
    assert browser.get("/me").status_code == 401


def test_an_account_whose_address_was_never_confirmed_here_is_not_given_away(browser: Browser, provider: Provider) -> None:
    """Somebody may have signed up with another's address, and wait for its owner to come by a provider."""
    with_password(browser, "squatter")
    provider.add_user("owner", email="squatter@example.org", email_verified=True)
    said = provider.authorize(browser.start("example"), "owner")
    assert browser.come_back("example", said).json()["code"] == "address_unconfirmed"
    assert browser.get("/me").status_code == 401


def test_a_new_person_whose_address_nobody_vouches_for_types_one_in(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", name="Ada")
    browser.sign_in("example", provider, "ada")
    assert browser.get("/auth/newcomer").json()["email"] == ""
    assert browser.join("ada", 422)["code"] == "address_needed"
    assert browser.join("ada", email="ada@example.org")["is_pending"] is False
    assert browser.get("/me").json()["email_confirmed_at"] is None


def test_another_address_than_the_one_vouched_for_is_not_confirmed(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    browser.sign_in("example", provider, "ada")
    browser.join("ada", email="victim@example.org")
    me = browser.get("/me").json()
    assert (me["email"], me["email_confirmed_at"]) == ("victim@example.org", None)


def test_a_handle_that_is_taken_leaves_the_choice_open(browser: Browser, provider: Provider) -> None:
    with_password(browser, "ada")
    provider.add_user("a2", email="a2@example.org", email_verified=True)
    browser.sign_in("example", provider, "a2")
    assert browser.join("ada", 409)["code"] == "handle_taken"
    assert browser.join("settings", 422)["code"] == "handle_reserved"
    browser.join("a2")


@pytest.mark.parametrize(
    "path",
    ["https://evil.example.org", "//evil.example.org", "/\\evil.example.org", "\\\\evil.example.org", "/a\\b", "javascript:alert(1)",
     "/\t/evil.example.org", "/\n/evil.example.org", "", "messages", "/" + "a" * 500],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(browser: Browser, provider: Provider, path: str) -> None:
    provider.add_user("ada", **ADA)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    assert browser.sign_in("example", provider, "ada", path) == "/messages"


def test_an_outage_of_the_provider_is_said(browser: Browser, provider: Provider) -> None:
    provider.is_down = True
    answered = browser.get("/auth/example/start")
    assert (answered.status_code, answered.json()["code"]) == (503, "provider_unavailable")
    shown = browser.get("/auth/example/start", headers=HTML)
    assert (shown.status_code, shown.headers["Location"]) == (303, "/sign-in?problem=provider_unavailable")
    provider.is_down = False
    url = browser.start("example")
    provider.add_user("ada", **ADA)
    said = provider.authorize(url, "ada")
    provider.is_down = True
    answered = browser.come_back("example", said, headers=HTML)
    assert (answered.status_code, answered.headers["Location"]) == (303, "/sign-in?problem=provider_unavailable")


def test_whoever_says_no_is_not_signed_in(browser: Browser, provider: Provider) -> None:
    state = parameters_of(browser.start("example"))["state"]
    answered = browser.come_back("example", {"error": "access_denied", "error_description": "no", "state": state}, headers=HTML)
    assert answered.headers["Location"] == "/sign-in?problem=sign_in_refused"


def test_addresses_and_keys_are_asked_for_once(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    browser.sign_in("example", provider, "ada")
    assert provider.asked.count("/.well-known/openid-configuration") == provider.asked.count("/jwks") == 1


def test_a_password_is_set_by_the_reset_and_not_before(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    change = {"current": "", "password": PASSWORD}
    assert browser.call("PUT", "/me/password", 409, json=change)["code"] == "no_password"
    assert browser.call("POST", "/me/email-changes", 409, json={"email": "x@example.org", "password": ""})["code"] == "no_password"
    for guess in ("", PASSWORD):
        browser.call("POST", "/sessions", 401, json={"email": "ada@example.org", "password": guess})


def test_a_new_sign_in_stands_for_a_password_that_is_not_there(
    open_browser: OpenBrowser, provider: Provider, database: EmbeddedServer
) -> None:
    provider.add_user("ada", **ADA)
    browser, other = open_browser(), open_browser()
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    avee = browser.call("POST", "/avees", 201, json={"handle": "adas-agent", "display_name": "Ada's agent"})["id"]
    hand_over = {"email": "otto@example.org", "role": "owner"}
    browser.call("POST", f"/avees/{avee}/invitations", 201, json=hand_over)
    rows(database, "UPDATE user_sessions SET created_at = now() - interval '6 minutes'")
    # Another browser that signs in proves nothing for this one, and a guessed password nothing at all.
    other.sign_in("example", provider, "ada")
    for password in ("", PASSWORD):
        erasure = {"password": password, "delete_agents": [avee]}
        assert browser.call("DELETE", "/me", 409, json=erasure)["code"] == "sign_in_again"
        assert browser.call("POST", f"/avees/{avee}/invitations", 409, json=hand_over | {"password": password})["code"] == "sign_in_again"
    browser.sign_in("example", provider, "ada")
    browser.call("DELETE", "/me", 204, json={"delete_agents": [avee]})
    assert rows(database, "SELECT count(*) FROM users")[0][0] == 0


def test_a_new_sign_in_is_no_proof_where_there_is_a_password(browser: Browser, provider: Provider) -> None:
    provider.add_user("ada", **ADA)
    browser.enter("ada")
    browser.link("example", provider, "ada", PASSWORD)
    browser.sign_in("example", provider, "ada")
    assert browser.call("DELETE", "/me", 422, json={})["code"] == "wrong_password"
    browser.call("DELETE", "/me", 204, json={"password": PASSWORD})
