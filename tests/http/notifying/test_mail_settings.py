"""Which mails one gets, and the link under a mail that ends them, over HTTP."""

from uuid import UUID

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.notifying.mail.kinds import MailKind
from orchestrator.domain.notifying.mail.unsubscribing import PURPOSE, Unsubscribing, sign
from support.api import Api
from support.stories import rows


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def token_of(person: Api, database: EmbeddedServer, kind: MailKind = MailKind.answers) -> str:
    [(key,)] = rows(database, f"SELECT get_signing_key('{PURPOSE}')")
    return sign(Unsubscribing(UUID(person.user["id"]), kind), bytes(key))


def wanted(person: Api) -> list[str]:
    kinds: list[str] = person.call("GET", "/me/mail", 200)["wanted"]
    return kinds


def test_all_mails_come_without_any_set_up(api: Api) -> None:
    mail = api.sign_up().call("GET", "/me/mail", 200)
    assert (mail["wanted"], mail["digest_at"], mail["time_zone"], mail["language"]) == (["answers", "digest"], "09:00:00", "UTC", "en")
    assert mail["refusal"] is None
    assert [each["kind"] for each in mail["recent"]] == ["confirmation"]


def test_settings_are_saved_and_an_outdated_edit_is_refused(api: Api) -> None:
    person = api.sign_up()
    body = {"wanted": ["digest"], "digest_at": "07:30", "time_zone": "Europe/Oslo", "language": "nb", "version": 1}
    saved = person.call("PUT", "/me/mail", 200, json=body, headers={"If-Match": ""})
    assert (saved["version"], saved["wanted"], saved["digest_at"]) == (2, ["digest"], "07:30:00")
    assert person.call("PUT", "/me/mail", 412, json=body, headers={"If-Match": ""})["code"] == "changed_meanwhile"
    del body["version"]
    assert person.call("PUT", "/me/mail", 428, json=body, headers={"If-Match": ""})["code"] == "precondition_required"


@pytest.mark.parametrize(
    ("change", "field"), [({"time_zone": "Mars/Olympus"}, "time_zone"), ({"language": "xx"}, "language")]
)  # fmt: skip
def test_what_makes_no_sense_is_refused(api: Api, change: dict[str, str], field: str) -> None:
    refused = api.sign_up().call("PUT", "/me/mail", 422, json={"wanted": []} | change)
    assert (refused["code"], refused["fields"]["field"]) == ("invalid_mail_settings", field)


def test_mails_about_the_account_always_come(api: Api) -> None:
    person = api.sign_up()
    person.call("PUT", "/me/mail", 200, json={"wanted": ["confirmation", "password_reset"]})
    assert wanted(person) == []


def test_one_click_ends_one_kind_without_a_sign_in(api: Api, shared_database: EmbeddedServer) -> None:
    person, other = api.sign_up(), api.sign_up()
    token = token_of(person, shared_database)
    ended = api.call("POST", f"/unsubscribe/{token}", 200, data={"List-Unsubscribe": "One-Click"})
    assert ended == {"kind": "answers", "is_wanted": False}
    assert api.call("POST", f"/unsubscribe/{token}", 200) == ended
    assert (wanted(person), wanted(other)) == (["digest"], ["answers", "digest"])


def test_reading_the_link_changes_nothing_and_it_can_be_taken_back(api: Api, shared_database: EmbeddedServer) -> None:
    person = api.sign_up()
    token = token_of(person, shared_database, MailKind.digest)
    path = f"/mail-subscriptions/{token}"
    assert api.call("GET", path, 200) == {"kind": "digest", "is_wanted": True}
    page = api.client.get(f"/unsubscribe/{token}", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert wanted(person) == ["answers", "digest"]
    assert api.call("PUT", path, 200, json={"is_wanted": False})["is_wanted"] is False
    assert wanted(person) == ["answers"]
    api.call("PUT", path, 200, json={"is_wanted": True})
    assert wanted(person) == ["answers", "digest"]


def test_nobody_ends_mails_of_others_by_a_link_of_their_own_making(api: Api, shared_database: EmbeddedServer) -> None:
    person = api.sign_up()
    token = token_of(person, shared_database)
    forged = sign(Unsubscribing(UUID(person.user["id"]), MailKind.answers), bytes(32))
    for wrong in (forged, token[:-2], "A" * len(token), token.swapcase(), "x"):
        assert api.call("POST", f"/unsubscribe/{wrong}", 404)["code"] == "link_unknown"
    assert wanted(person) == ["answers", "digest"]


def test_a_refused_address_is_shown_and_taken_into_use_again(api: Api, shared_database: EmbeddedServer) -> None:
    person = api.sign_up()
    mine = f"user_id = '{person.user['id']}'"
    said = "refused_address = upper((SELECT email FROM users WHERE id = user_id)), refused_at = now(), refusal = '550 no such person'"
    rows(shared_database, f"UPDATE mail_settings SET {said} WHERE {mine}")
    assert person.call("GET", "/me/mail", 200)["refusal"]["reason"] == "550 no such person"
    assert person.call("POST", "/me/mail/resume", 200)["refusal"] is None
