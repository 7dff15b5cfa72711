"""Changing the address of an account over HTTP: asked for, confirmed, undone."""

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.links import body_of, confirmed, sign_in, signed_in, token_in, token_of
from support.servers.mail_server import MailServer, words_of
from support.stories import rows

OLD, NEW = "ada@example.org", "ada@new.example.org"


def ask(person: Api, address: str = NEW, password: str = PASSWORD) -> None:
    person.call("POST", "/me/email-changes", 202, json={"email": address, "password": password})


def change(person: Api, post: MailServer, address: str) -> str:
    """Changes the address; the secret of the link that undoes it."""
    ask(person, address)
    person.call("PUT", f"/email-changes/{token_of(post, 'new-address')}", 204)
    return token_of(post, "undo-address")


def test_an_address_is_changed_by_the_link_and_not_before(mailing: Api, post: MailServer) -> None:
    ada = confirmed(mailing, post, "ada")
    ask(ada)
    mail = post.wait()
    assert mail["to"] == NEW
    assert ada.call("GET", "/me", 200)["email"] == OLD
    assert sign_in(mailing, NEW) == 401
    link = token_in(words_of(mail), "new-address")
    mailing.call("PUT", f"/email-changes/{link}", 204)
    me = ada.call("GET", "/me", 200)
    assert (me["email"], me["email_confirmed_at"] is not None) == (NEW, True)
    assert (sign_in(mailing, OLD), sign_in(mailing, NEW)) == (401, 201)
    notice = post.wait()
    assert (notice["to"], notice["subject"]) == (OLD, "The address of your account was changed")
    assert NEW in words_of(notice)
    assert mailing.call("PUT", f"/email-changes/{link}", 409)["code"] == "link_used"


def test_a_change_is_undone_from_the_old_address(mailing: Api, post: MailServer) -> None:
    ada = confirmed(mailing, post, "ada")
    undo = change(ada, post, NEW)
    mailing.call("PUT", f"/email-undos/{undo}", 204)
    # Whoever changed it knew the password and is signed in.
    ada.call("GET", "/me", 401)
    assert (sign_in(mailing, OLD), sign_in(mailing, NEW)) == (401, 401)
    mail = post.wait()
    assert mail["to"] == OLD
    mailing.call("PUT", f"/password-resets/{token_in(words_of(mail), 'reset-password')}", 204, json={"password": PASSWORD})
    assert signed_in(mailing, OLD).call("GET", "/me", 200)["email"] == OLD
    assert mailing.call("PUT", f"/email-undos/{undo}", 409)["code"] == "link_used"


def test_a_second_change_does_not_take_the_way_back(mailing: Api, post: MailServer) -> None:
    """Who took an account over changes the address twice and undoes the second change: the first owner's link still works."""
    ada = confirmed(mailing, post, "ada")
    owners = change(ada, post, "eve@example.org")
    thiefs = change(ada, post, "eve2@example.org")
    mailing.call("PUT", f"/email-undos/{thiefs}", 204)
    post.wait()
    mailing.call("PUT", f"/email-undos/{owners}", 204)
    assert post.wait()["to"] == OLD
    assert mailing.call("PUT", f"/email-undos/{thiefs}", 409)["code"] == "link_used"


def test_undoing_ends_changes_that_wait_and_links_to_the_other_address(mailing: Api, post: MailServer) -> None:
    ada = confirmed(mailing, post, "ada")
    undo = change(ada, post, NEW)
    ask(ada, "third@example.org")
    waiting = token_of(post, "new-address")
    mailing.call("POST", "/password-resets", 202, json={"email": NEW})
    reset = token_of(post, "reset-password")
    mailing.call("PUT", f"/email-undos/{undo}", 204)
    assert mailing.call("PUT", f"/email-changes/{waiting}", 409)["code"] == "link_used"
    assert mailing.call("PUT", f"/password-resets/{reset}", 409, json={"password": PASSWORD})["code"] == "link_expired"


def test_asking_says_nothing_of_whose_the_address_is(mailing: Api, post: MailServer) -> None:
    ada = confirmed(mailing, post, "ada")
    confirmed(mailing, post, "otto")
    answers = [
        ada.call("POST", "/me/email-changes", json={"email": each, "password": PASSWORD})
        for each in ("free@example.org", "otto@example.org")
    ]
    assert [(each.status_code, each.content) for each in answers] == [(202, answers[0].content)] * 2
    mails = {mail["to"]: mail["subject"] for mail in (post.wait(), post.wait())}
    assert mails == {"free@example.org": "Confirm your address", "otto@example.org": "You already have an account"}
    # Nor does the list of the person's own mails.
    assert {each["status"] for each in ada.call("GET", "/me/mail", 200)["recent"]} <= {"sent", "waiting"}


def test_an_address_that_was_taken_meanwhile_is_not_given_twice(mailing: Api, post: MailServer) -> None:
    ada = confirmed(mailing, post, "ada")
    ask(ada, "otto@example.org")
    link = token_of(post, "new-address")
    confirmed(mailing, post, "otto")
    assert mailing.call("PUT", f"/email-changes/{link}", 409)["code"] == "email_taken"
    assert ada.call("GET", "/me", 200)["email"] == OLD


@pytest.mark.parametrize(
    ("change_of", "status", "code"),
    [
        ({"password": "not the passphrase"}, 422, "wrong_password"),
        ({"email": "ADA@example.org"}, 409, "same_address"),
        ({"email": "no address"}, 422, "invalid_request"),
    ],
)
def test_a_request_is_refused(mailing: Api, post: MailServer, change_of: dict[str, str], status: int, code: str) -> None:
    ada = confirmed(mailing, post, "ada")
    assert ada.call("POST", "/me/email-changes", status, json={"email": NEW, "password": PASSWORD} | change_of)["code"] == code


def test_no_token_changes_the_address_and_nobody_asks_often(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    ada = confirmed(mailing, post, "ada")
    token = Api(ada.client, ada.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    assert token.call("POST", "/me/email-changes", 403, json={"email": NEW, "password": PASSWORD})["code"] == "session_required"
    for number in range(3):
        ask(ada, f"ada{number}@example.org")
    refused = ada.call("POST", "/me/email-changes", 429, json={"email": NEW, "password": PASSWORD})
    assert (refused["code"], refused["fields"]["retry_after_s"] > 0) == ("too_many_mails", True)
    assert rows(database, "SELECT count(*) FROM mails WHERE kind = 'new_address'")[0][0] == 3


def test_an_expired_link_and_one_for_another_purpose_change_nothing(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    ada = confirmed(mailing, post, "ada")
    ask(ada)
    link = token_of(post, "new-address")
    for path in ("email-confirmations", "email-undos"):
        assert mailing.call("PUT", f"/{path}/{link}", 404)["code"] == "link_unknown"
    rows(database, "UPDATE mail_links SET expires_at = now() WHERE purpose = 'new_address'")
    assert mailing.call("PUT", f"/email-changes/{link}", 409)["code"] == "link_expired"
    assert body_of("ada")["email"] == ada.call("GET", "/me", 200)["email"]
