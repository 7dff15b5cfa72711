"""A guest, and an account elsewhere with the address that the guest left: the guest stays a guest, and nobody gets what is theirs."""

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api, open_workshop
from support.guests import accepted_by, enter
from support.identities import Browser
from support.servers.identity_provider import Provider
from support.stories import rows


def test_the_address_that_a_guest_left_opens_no_account(browser: Browser, provider: Provider) -> None:
    avee = open_workshop(Api(browser.client).sign_up("mira"))
    guest = enter(Api(browser.client), "mira-agent")
    conversation, _ = accepted_by(guest, avee)
    provider.add_user("ada", email="guest@example.net", email_verified=True, name="Ada")
    # Who comes by the provider is new here, not the guest.
    assert browser.sign_in("example", provider, "ada") == "/join"
    browser.join("ada")
    assert browser.get("/conversations").json()["items"] == []
    assert browser.get(f"/conversations/{conversation}/messages").status_code == 404
    assert guest.call("GET", "/me", 200)["guest_of"] == avee
    assert [each["id"] for each in guest.call("GET", "/conversations", 200)["items"]] == [conversation]


def test_a_guest_links_no_account_elsewhere(browser: Browser, provider: Provider, database: EmbeddedServer) -> None:
    open_workshop(Api(browser.client).sign_up("mira"))
    browser.call("POST", "/guests", 201, json={"handle": "mira-agent"})
    refused = browser.request(
        "POST", "/me/identities", json={"provider": "example"}, headers={"X-CSRF-Token": browser.cookies.get("orchestrator_csrf", "")}
    )
    assert refused.status_code in (401, 403, 409), refused.text
    assert rows(database, "SELECT count(*) FROM identities")[0][0] == 0


def test_a_guest_who_signs_in_by_a_provider_in_the_same_browser(browser: Browser, provider: Provider, database: EmbeddedServer) -> None:
    avee = open_workshop(Api(browser.client).sign_up("mira"))
    browser.call("POST", "/guests", 201, json={"handle": "mira-agent"})
    asked = browser.call("POST", "/conversations", 201, json={"avee_id": avee})["id"]
    provider.add_user("ada", email="ada@example.org", email_verified=True)
    browser.sign_in("example", provider, "ada")
    browser.join("ada")
    me = browser.get("/me").json()
    assert (me["handle"], me["guest_of"]) == ("ada", None)
    # An account elsewhere never takes a guest along by itself; the guest's thread is still the guest's.
    assert browser.get("/conversations").json()["items"] == []
    assert (
        rows(
            database,
            f"SELECT count(*) FROM conversations c JOIN users u ON u.id = c.user_id WHERE c.id = '{asked}' AND u.guest_of IS NOT NULL",
        )[0][0]
        == 1
    )


def test_linking_confirms_no_address(browser: Browser, provider: Provider) -> None:
    """Who knows the password may link; the address that they typed in is still to be confirmed, whatever the provider vouches for."""
    browser.enter("ada")
    provider.add_user("ada", email="ada@example.org", email_verified=True)
    browser.link("example", provider, "ada", PASSWORD)
    assert browser.sign_in("example", provider, "ada") == "/messages"
    me = browser.get("/me").json()
    assert (me["handle"], me["email_confirmed_at"]) == ("ada", None)
