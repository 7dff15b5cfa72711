"""Linking an account elsewhere from the settings, and ending it."""

from collections.abc import Callable

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.identities import HTML, Browser
from support.servers.identity_provider import Provider
from support.stories import rows

OpenBrowser = Callable[[], Browser]


@pytest.fixture
def ada(browser: Browser, provider: Provider) -> Browser:
    """Somebody with a password, signed in; at the provider they are known by another address."""
    browser.enter("ada")
    provider.add_user("ada", email="ada@elsewhere.example.org")
    return browser


def linked(browser: Browser) -> list[str]:
    return [each["id"] for each in browser.get("/me/identities").json()["items"]]


def test_an_account_elsewhere_is_linked_and_signs_in(ada: Browser, open_browser: OpenBrowser, provider: Provider) -> None:
    assert ada.link("example", provider, "ada", PASSWORD) == "/settings"
    assert len(linked(ada)) == 1
    other = open_browser()
    other.sign_in("example", provider, "ada")
    assert other.get("/me").json()["handle"] == "ada"
    assert ada.link("example", provider, "ada", PASSWORD) == "/settings", "again changes nothing"
    assert len(linked(ada)) == 1


def test_linking_needs_the_password(ada: Browser) -> None:
    for password in ("", "a wrong passphrase"):
        body = {"provider": "example", "password": password}
        assert ada.call("POST", "/me/identities", 422, json=body)["code"] == "wrong_password"


def test_a_token_links_and_unlinks_nothing(ada: Browser, provider: Provider) -> None:
    ada.link("example", provider, "ada", PASSWORD)
    token = ada.call("POST", "/tokens", 201, json={"name": "script"})["token"]
    script = Api(ada.client, token)
    (identity,) = linked(ada)
    body = {"provider": "example", "password": PASSWORD}
    assert script.call("POST", "/me/identities", 403, json=body)["code"] == "session_required"
    assert script.call("DELETE", f"/me/identities/{identity}", 403)["code"] == "session_required"


def test_it_belongs_to_one_account(ada: Browser, open_browser: OpenBrowser, provider: Provider) -> None:
    ada.link("example", provider, "ada", PASSWORD)
    eve = open_browser()
    eve.enter("eve")
    url = eve.call("POST", "/me/identities", 201, json={"provider": "example", "password": PASSWORD})["url"]
    shown = eve.come_back("example", provider.authorize(url, "ada"), headers=HTML)
    assert shown.headers["Location"] == "/settings?problem=identity_taken"
    assert linked(eve) == []
    (hers,) = linked(ada)
    assert eve.call("DELETE", f"/me/identities/{hers}", 404)["code"] == "identity_not_found"


def test_nothing_is_linked_to_an_account_that_was_signed_out_meanwhile(ada: Browser, provider: Provider) -> None:
    url = ada.call("POST", "/me/identities", 201, json={"provider": "example", "password": PASSWORD})["url"]
    said = provider.authorize(url, "ada")
    ada.call("DELETE", "/sessions/current", 204)
    assert ada.come_back("example", said).json()["code"] == "attempt_unknown"
    ada.call("POST", "/sessions", 201, json={"email": "ada@example.org", "password": PASSWORD})
    assert linked(ada) == []


def test_the_last_way_in_stays(browser: Browser, provider: Provider, other_provider: Provider, database: EmbeddedServer) -> None:
    for each in (provider, other_provider):
        each.add_user("ada", email="ada@example.org", email_verified=True)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    (first,) = linked(browser)
    assert browser.call("DELETE", f"/me/identities/{first}", 409)["code"] == "last_way_in"
    # Without a password there is none to ask for.
    assert browser.link("other-one", other_provider, "ada", "") == "/settings"
    browser.call("DELETE", f"/me/identities/{first}", 204)
    (second,) = linked(browser)
    assert browser.call("DELETE", f"/me/identities/{second}", 409)["code"] == "last_way_in"
    rows(database, "UPDATE users SET password_hash = 'a hash'")
    browser.call("DELETE", f"/me/identities/{second}", 204)
    assert linked(browser) == []
