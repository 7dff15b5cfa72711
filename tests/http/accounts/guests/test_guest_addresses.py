"""A guest leaves an address for the answer, gets it there, and opens the thread from the mail in another browser."""

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api, open_workshop
from support.guests import NEW_QUESTION, accepted_by, enter, hurry_news, id_of, offered_to
from support.links import SITE, confirmed, sign_in, token_in, token_of
from support.servers.mail_server import MailServer, words_of
from support.stories import rows

ANSWER = "Three coats of spar varnish, thinned for the first one."


@pytest.fixture
def mira(mailing: Api, post: MailServer) -> Api:
    return confirmed(mailing, post, "mira")


@pytest.fixture
def avee(mira: Api) -> str:
    return open_workshop(mira)


def mailed_link(guest: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer) -> tuple[str, str]:
    """(conversation, the link's secret) of an answer that was mailed to a guest."""
    conversation, question = accepted_by(guest, avee)
    guest.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    mira.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": ANSWER, "layer": "public"})
    hurry_news(database)
    secret, _, thread = token_of(post, "open-thread").partition("/")
    assert thread == conversation
    return conversation, secret


def test_an_offer_is_accepted_with_an_address(mailing: Api, mira: Api, avee: str) -> None:
    guest = enter(mailing, "mira-agent")
    conversation, offer = offered_to(guest, avee)
    refused = guest.call("POST", f"/orchestrator/queue/{offer}/accept", 409)
    assert refused["code"] == "address_needed"
    # The same by typing; the offer stays.
    said = guest.ask(conversation, "yes please")
    assert (said["path"], "mail address" in said["reply"]["content"]) == ("F", True)
    assert guest.call("GET", f"/orchestrator/queue/{offer}", 200)["status"] == "pending"
    guest.call("PUT", "/me/guest-address", 202, json={"email": "guest@example.net"})
    assert guest.ask(conversation, "yes please")["path"] == "E"
    assert mira.call("GET", "/orchestrator/queue?status=accepted", 200)["items"][0]["asker_tier"] == "guest"


def test_nothing_goes_there_before_it_is_confirmed(mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer) -> None:
    guest = enter(mailing, "mira-agent", headers={"Accept-Language": "de"})
    _, question = accepted_by(guest, avee)
    asked = post.wait()
    assert (asked["to"], "Mira's agent" in words_of(asked)) == ("guest@example.net", True)
    assert asked["subject"] == "Bestätigen Sie Ihre Adresse"
    mira.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": ANSWER, "layer": "public"})
    hurry_news(database)
    mailing.call("PUT", f"/email-confirmations/{token_in(words_of(asked), 'confirm-email')}", 204)
    assert guest.call("GET", "/me", 200)["email_confirmed_at"] is not None
    hurry_news(database)
    told = post.wait()
    assert (told["to"], ANSWER in words_of(told)) == ("guest@example.net", True)
    assert f"{SITE}/settings" not in words_of(told)


def test_the_link_opens_the_thread_once_in_a_fresh_browser(
    mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    guest = enter(mailing, "mira-agent")
    conversation, secret = mailed_link(guest, mira, avee, post, database)
    back = mailing.call("PUT", f"/guest-links/{secret}", 200)
    again = Api(mailing.client, back["token"])
    assert id_of(again) == id_of(guest)
    assert ANSWER in str(again.call("GET", f"/conversations/{conversation}/messages", 200))
    assert mailing.call("PUT", f"/guest-links/{secret}", 409)["code"] == "link_used"
    # A new one is sent to the address, wherever it is asked for.
    mailing.call("POST", f"/guest-links/{secret}/renewals", 202)
    fresh = token_of(post, "open-thread").partition("/")[0]
    assert fresh != secret
    mailing.call("PUT", f"/guest-links/{fresh}", 200)


def test_an_expired_link_is_renewed_and_an_unknown_one_is_not(
    mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    _, secret = mailed_link(enter(mailing, "mira-agent"), mira, avee, post, database)
    rows(database, "UPDATE mail_links SET expires_at = now() - interval '1 second' WHERE purpose = 'guest_return'")
    assert mailing.call("PUT", f"/guest-links/{secret}", 409)["code"] == "link_expired"
    for _ in range(5):
        mailing.call("POST", f"/guest-links/{secret}/renewals", 202)
    assert len(rows(database, "SELECT 1 FROM mails WHERE kind = 'guest_return'")) == 3
    for method, path in (("PUT", "/guest-links/some"), ("POST", "/guest-links/some/renewals")):
        assert mailing.call(method, path, 404)["code"] == "link_unknown"


def test_a_link_of_one_kind_does_nothing_for_another(mailing: Api, mira: Api, avee: str, post: MailServer) -> None:
    accepted_by(enter(mailing, "mira-agent"), avee)
    secret = token_of(post, "confirm-email")
    assert mailing.call("PUT", f"/guest-links/{secret}", 404)["code"] == "link_unknown"
    assert mailing.call("PUT", f"/password-resets/{secret}", 404, json={"password": PASSWORD})["code"] == "link_unknown"


def test_one_click_ends_the_mails_and_leaving_the_address_again_begins_them(
    mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    guest = enter(mailing, "mira-agent")
    _, question = accepted_by(guest, avee)
    mailing.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    mira.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": ANSWER, "layer": "public"})
    hurry_news(database)
    token = token_in(words_of(post.wait()), "unsubscribe")
    assert mailing.call("POST", f"/unsubscribe/{token}", 200) == {"kind": "answers", "is_wanted": False}
    guest.call("PUT", "/me/guest-address", 202, json={"email": "guest@example.net"})
    assert mailing.call("GET", f"/mail-subscriptions/{token}", 200)["is_wanted"] is True


def test_an_address_of_an_account_tells_nothing_and_touches_nothing(
    mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    guest, other = enter(mailing, "mira-agent"), enter(mailing, "mira-agent")
    answers = [each.call("PUT", "/me/guest-address", json={"email": email}) for each, email in
               ((guest, "MIRA@example.org"), (other, "new@example.org"))]  # fmt: skip
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    mails = [post.wait(), post.wait()]
    assert {mail["subject"] for mail in mails} == {"Confirm your address"}
    secret = next(token_in(words_of(mail), "confirm-email") for mail in mails if mail["to"].lower() == "mira@example.org")
    mailing.call("PUT", f"/email-confirmations/{secret}", 204)
    assert guest.call("GET", "/me", 200)["guest_of"] == avee
    assert sign_in(mailing, "mira@example.org") == 201
    # A new password is for the account; the guest has none.
    mailing.call("POST", "/password-resets", 202, json={"email": "mira@example.org"})
    assert post.wait()["subject"] == "Choose a new password"
    mailing.call("POST", "/password-resets", 202, json={"email": "new@example.org"})
    kinds = rows(database, "SELECT kind FROM mails WHERE lower(address) = 'new@example.org'")
    assert [each.kind for each in kinds] == ["confirmation"]


def test_guests_cannot_fill_a_strangers_mailbox(mailing: Api, mira: Api, avee: str, post: MailServer, database: EmbeddedServer) -> None:
    for _ in range(6):
        enter(mailing, "mira-agent").call("PUT", "/me/guest-address", 202, json={"email": "victim@example.net"})
    enter(mailing, "mira-agent").call("PUT", "/me/guest-address", 202, json={"email": "other@example.net"})
    got = [post.wait()["to"] for _ in range(4)]
    assert sorted(got) == ["other@example.net", *["victim@example.net"] * 3]


def test_a_changed_address_is_unconfirmed_and_its_old_link_worth_nothing(mailing: Api, mira: Api, avee: str, post: MailServer) -> None:
    guest = enter(mailing, "mira-agent")
    guest.call("PUT", "/me/guest-address", 202, json={"email": "one@example.net"})
    first = token_of(post, "confirm-email")
    guest.call("PUT", "/me/guest-address", 202, json={"email": "two@example.net"})
    assert mailing.call("PUT", f"/email-confirmations/{first}", 409)["code"] == "link_expired"
    mailing.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    guest.call("PUT", "/me/guest-address", 202, json={"email": "three@example.net"})
    assert guest.call("GET", "/me", 200)["email_confirmed_at"] is None


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "x" * 300 + "@example.net", "ada@example.org\nBcc: all@example.org"])
def test_no_address(mailing: Api, avee: str, email: str) -> None:
    assert enter(mailing, "mira-agent").call("PUT", "/me/guest-address", json={"email": email}).status_code == 422


def test_an_account_has_no_such_address(mira: Api) -> None:
    assert mira.call("PUT", "/me/guest-address", 409, json={"email": "mira2@example.org"})["code"] == "not_a_guest"


def test_the_question_of_these_stories_is_new(mailing: Api, avee: str) -> None:
    assert offered_to(enter(mailing, "mira-agent"), avee, NEW_QUESTION)
