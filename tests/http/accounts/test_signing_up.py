"""Signing up does not tell who has an account: not by its answer, the sign-in after it, the handle or the profile."""

import json
from typing import Any

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.links import body_of, confirmed, sign_in, signed_in, token_in, token_of
from support.servers.mail_server import MailServer, words_of
from support.stories import rows

OWN = ("id", "email", "handle", "display_name", "created_at")
"""What two accounts never share."""


def shape(answer: Any) -> tuple[int, str]:
    return answer.status_code, json.dumps({name: value for name, value in answer.json().items() if name not in OWN})


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(mailing: Api, post: MailServer) -> None:
    confirmed(mailing, post, "ada")
    fresh = mailing.call("POST", "/accounts", json=body_of("eve1", "new@example.org"))
    asked = words_of(post.wait())
    assert token_in(asked, "confirm-email")
    assert "@eve1" in asked
    taken = mailing.call("POST", "/accounts", json=body_of("eve2", "ADA@example.org"), headers={"Accept-Language": "de"})
    assert shape(fresh) == shape(taken)
    mail = post.wait()
    # In the language of the account, not of whoever tries.
    assert (mail["to"].lower(), mail["subject"]) == ("ada@example.org", "You already have an account")
    assert "/forgot-password" in words_of(mail)
    assert "confirm-email" not in words_of(mail)


def test_what_can_be_tried_afterwards_is_the_same_too(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    ada = confirmed(mailing, post, "ada")
    for handle, email in (("eve1", "new@example.org"), ("eve2", "ada@example.org")):
        mailing.call("POST", "/accounts", 201, json=body_of(handle, email) | {"password": "the one of the stranger"})
        assert sign_in(mailing, email, "the one of the stranger") == 401
        assert ada.call("GET", f"/users/{handle}").status_code == 404
        # A handle is public and may be said to be taken; both are kept.
        assert mailing.call("POST", "/accounts", 409, json=body_of(handle, "third@example.org"))["code"] == "handle_taken"
    made = rows(
        database,
        "SELECT count(*), count(DISTINCT length(password_hash)), count(*) FILTER (WHERE is_pending) FROM users WHERE handle LIKE 'eve%'",
    )
    assert tuple(made[0]) == (2, 1, 2)
    written = "SELECT (SELECT count(*) FROM mails m WHERE m.user_id = u.id), (SELECT count(*) FROM mail_settings s WHERE s.user_id = u.id)"
    assert {tuple(each) for each in rows(database, f"{written} FROM users u WHERE handle LIKE 'eve%'")} == {(1, 1)}
    # The account that has the address is as it was.
    assert sign_in(mailing, "ada@example.org", PASSWORD) == 201


def test_no_request_writes_or_counts_differently_for_a_taken_address(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    """What a request does in the database is the same; which mail goes out is found by the job that sends it."""
    confirmed(mailing, post, "ada")
    for handle, email in (("eve1", "new@example.org"), ("eve2", "ada@example.org")):
        mailing.call("POST", "/accounts", 201, json=body_of(handle, email))
        post.wait()
    kinds = rows(
        database, "SELECT u.handle, m.kind, m.address FROM mails m JOIN users u ON u.id = m.user_id WHERE u.handle LIKE 'eve%' ORDER BY 1"
    )
    assert [tuple(each) for each in kinds] == [("eve1", "confirmation", "new@example.org"), ("eve2", "confirmation", "ada@example.org")]
    assert rows(database, "SELECT count(*) FROM mail_links l JOIN users u ON u.id = l.user_id WHERE u.handle = 'eve2'")[0][0] == 0


def test_the_first_who_confirms_has_the_address(mailing: Api, post: MailServer) -> None:
    """A stranger who signs up with somebody's address first does not keep them out."""
    mailing.call("POST", "/accounts", 201, json=body_of("eve", "ada@example.org") | {"password": "the one of the stranger"})
    strangers = token_of(post, "confirm-email")
    mailing.call("POST", "/accounts", 201, json=body_of("ada"))
    mailing.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    assert sign_in(mailing, "ada@example.org") == 201
    assert sign_in(mailing, "ada@example.org", "the one of the stranger") == 401
    assert mailing.call("PUT", f"/email-confirmations/{strangers}", 409)["code"] == "email_taken"
    assert signed_in(mailing, "ada@example.org").call("GET", "/me", 200)["handle"] == "ada"


def test_an_address_gets_few_such_mails_an_hour(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(mailing, post, "ada")
    for number in range(4):
        mailing.call("POST", "/accounts", 201, json=body_of(f"eve{number}", "ada@example.org"))
    # One was the confirmation; two tell of the tries, the rest are dropped.
    assert [post.wait()["subject"] for _ in range(2)] == ["You already have an account"] * 2
    mailing.call("POST", "/accounts", 201, json=body_of("other"))
    assert post.wait()["to"] == "other@example.org"
    assert rows(database, "SELECT count(*) FROM mails WHERE status = 'dropped'")[0][0] == 2


def test_a_lost_mail_is_sent_again(mailing: Api, post: MailServer) -> None:
    mailing.call("POST", "/accounts", 201, json=body_of("ada"))
    token_of(post, "confirm-email")
    mailing.call("POST", "/password-resets", 202, json={"email": "ada@example.org"})
    mailing.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    assert sign_in(mailing, "ada@example.org") == 201


def test_accounts_that_nobody_confirmed_are_erased_and_their_handles_free(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(mailing, post, "ada")
    mailing.call("POST", "/accounts", 201, json=body_of("eve", "ada@example.org"))
    post.wait()
    rows(database, "UPDATE users SET created_at = now() - interval '8 days'")
    rows(database, "SELECT purge_mail(90)")
    assert [handle for (handle,) in rows(database, "SELECT handle FROM users")] == ["ada"]
    mailing.call("POST", "/accounts", 201, json=body_of("eve", "eve@example.org"))


def test_without_a_mail_server_an_account_is_open_at_once(api: Api) -> None:
    """Nobody could be told by mail, so a taken address is said."""
    assert api.call("POST", "/accounts", 201, json=body_of("ada"))["is_pending"] is False
    assert sign_in(api, "ada@example.org") == 201
    assert api.call("POST", "/accounts", 409, json=body_of("eve", "ADA@example.org"))["code"] == "email_taken"
