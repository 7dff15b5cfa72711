"""Confirming an address and choosing a new password over HTTP, with a real mail server on the loopback."""

import pytest
from fastapi.testclient import TestClient

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.settings import Settings
from support.api import PASSWORD, Api
from support.links import body_of, confirmed, sign_in, token_of
from support.servers import programs
from support.servers.mail_server import MailServer
from support.stories import rows

NEW = "quite another passphrase"


@pytest.fixture
def api(mailing: Api) -> Api:
    return mailing


def forgotten(api: Api, post: MailServer, email: str) -> str:
    api.call("POST", "/password-resets", 202, json={"email": email})
    return token_of(post, "reset-password")


def test_an_address_is_confirmed_by_its_link_and_once(api: Api, post: MailServer) -> None:
    assert api.call("POST", "/accounts", 201, json=body_of("ada"))["email_confirmed_at"] is None
    token = token_of(post, "confirm-email")
    api.call("PUT", f"/email-confirmations/{token}", 204)
    ada = Api(api.client, api.call("POST", "/sessions", 201, json={"email": "ada@example.org", "password": PASSWORD})["token"])
    assert ada.call("GET", "/me", 200)["email_confirmed_at"] is not None
    assert ada.call("GET", "/me/mail", 200)["is_confirmed"] is True
    assert api.call("PUT", f"/email-confirmations/{token}", 409)["code"] == "link_used"
    assert ada.call("POST", "/me/email-confirmations", 409)["code"] == "already_confirmed"


def test_the_link_is_sent_again_a_few_times_an_hour(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    ada = confirmed(api, post, "ada")
    # An account that an operator made, or one from before the mail server, is open and not confirmed.
    rows(database, "UPDATE users SET email_confirmed_at = NULL")
    rows(database, "UPDATE mails SET created_at = now() - interval '2 hours'")
    for _ in range(3):
        ada.call("POST", "/me/email-confirmations", 202)
    refused = ada.call("POST", "/me/email-confirmations", 429)
    assert refused["code"] == "too_many_mails"
    assert refused["fields"]["retry_after_s"] > 0
    # Each link works until one of them was used.
    first, *_ = [token_of(post, "confirm-email") for _ in range(3)]
    api.call("PUT", f"/email-confirmations/{first}", 204)


def test_a_new_password_ends_every_session(api: Api, post: MailServer) -> None:
    ada = confirmed(api, post, "ada")
    token = forgotten(api, post, "ADA@example.org")
    assert api.call("GET", f"/password-resets/{token}", 200) == {"email": "ada@example.org"}
    api.call("PUT", f"/password-resets/{token}", 204, json={"password": NEW})
    ada.call("GET", "/me", 401)
    assert (sign_in(api, "ada@example.org", PASSWORD), sign_in(api, "ada@example.org", NEW)) == (401, 201)


def test_a_link_works_once_and_a_weak_password_does_not_use_it_up(api: Api, post: MailServer) -> None:
    confirmed(api, post, "ada")
    earlier, token = (forgotten(api, post, "ada@example.org") for _ in range(2))
    api.call("PUT", f"/password-resets/{token}", 422, json={"password": "short"})
    api.call("PUT", f"/password-resets/{token}", 204, json={"password": NEW})
    for used in (token, earlier):
        assert api.call("PUT", f"/password-resets/{used}", 409, json={"password": PASSWORD})["code"] == "link_used"
        assert api.call("GET", f"/password-resets/{used}", 409)["code"] == "link_used"
    assert sign_in(api, "ada@example.org", NEW) == 201


def test_an_expired_link_says_so(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(api, post, "ada")
    token = forgotten(api, post, "ada@example.org")
    rows(database, "UPDATE mail_links SET expires_at = now() WHERE used_at IS NULL")
    assert api.call("PUT", f"/password-resets/{token}", 409, json={"password": NEW})["code"] == "link_expired"
    assert sign_in(api, "ada@example.org", PASSWORD) == 201


def test_a_link_of_an_earlier_address_is_worth_nothing(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(api, post, "ada")
    token = forgotten(api, post, "ada@example.org")
    rows(database, "UPDATE users SET email = 'ada@other.example'")
    assert api.call("PUT", f"/password-resets/{token}", 409, json={"password": NEW})["code"] == "link_expired"


def test_a_link_is_for_its_purpose_alone(api: Api, post: MailServer) -> None:
    confirmed(api, post, "ada")
    token = forgotten(api, post, "ada@example.org")
    assert api.call("PUT", f"/email-confirmations/{token}", 404)["code"] == "link_unknown"
    assert api.call("PUT", "/password-resets/orc_res_made-up", 404, json={"password": NEW})["code"] == "link_unknown"


def test_nobody_learns_who_has_an_account(api: Api, post: MailServer) -> None:
    confirmed(api, post, "ada")
    answers = [api.call("POST", "/password-resets", json={"email": each}) for each in ("ada@example.org", "nobody@example.org")]
    assert [each.status_code for each in answers] == [202, 202]
    assert answers[0].content == answers[1].content
    assert post.wait()["to"] == "ada@example.org"


def test_an_account_gets_few_links_an_hour_and_the_answer_stays_the_same(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(api, post, "ada")
    for _ in range(5):
        api.call("POST", "/password-resets", 202, json={"email": "ada@example.org"})
    assert rows(database, "SELECT count(*) FROM mails WHERE kind = 'password_reset'")[0][0] == 3


def test_an_address_that_was_never_confirmed_gets_only_the_link_for_that(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    api.call("POST", "/accounts", 201, json=body_of("ada"))
    token_of(post, "confirm-email")
    api.call("POST", "/password-resets", 202, json={"email": "ada@example.org"})
    assert token_of(post, "confirm-email")
    assert {kind for (kind,) in rows(database, "SELECT kind FROM mails")} == {"confirmation"}


def test_requests_from_one_address_are_limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_PASSWORD_RESETS_PER_ADDRESS", "2/hour")
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        api = Api(client)
        statuses = [api.call("POST", "/password-resets", json={"email": f"{each}@example.org"}).status_code for each in "abc"]
    assert statuses == [202, 202, 429]


def test_only_hashes_of_links_are_stored(api: Api, post: MailServer, database: EmbeddedServer) -> None:
    confirmed(api, post, "ada")
    token = forgotten(api, post, "ada@example.org")
    for table in ("mail_links", "mails", "procrastinate_jobs"):
        assert token not in str(rows(database, f"SELECT to_jsonb(t) FROM {table} t"))


def test_the_mail_is_in_the_browsers_language(api: Api, post: MailServer) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD, "handle": "ada", "display_name": "Ada", "time_zone": "Europe/Oslo"}
    api.call("POST", "/accounts", 201, json=body, headers={"Accept-Language": "nn-NO, de;q=0.8"})
    assert post.wait()["subject"] == "Bekreft adressen din"
    refused = api.call("POST", "/accounts", 422, json=body | {"email": "b@example.org", "handle": "b", "time_zone": "Oslo/Europe"})
    assert refused["code"] == "invalid_time_zone"
