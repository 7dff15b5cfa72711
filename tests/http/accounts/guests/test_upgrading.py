"""A guest gets an account, or signs in to one: everything goes along, nothing twice, and nobody else's."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.http.auth import CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE
from support.api import PASSWORD, Api, open_workshop
from support.guests import accepted_by, enter, id_of
from support.links import body_of, confirmed, sign_in, signed_in, token_in, token_of
from support.servers.mail_server import MailServer, words_of
from support.stories import rows

MOVED = {
    "channel_people", "payments",
    "conversations", "messages", "escalation_queue", "orchestrator_decisions", "asked_questions", "answer_deliveries", "answer_examples",
    "phrasings", "canonical_answers", "borderline_matches", "trust_cards", "decision_feedback", "conversation_reads", "close_questions", "mail_news", "mails",
}  # fmt: skip
ENDED = {
    "channel_codes", "memberships", "receipt_counters",
    "user_sessions", "api_tokens", "known_devices", "avee_members", "events", "presences", "notifications", "notification_settings",
    "notification_targets", "mail_links", "mail_settings", "account_audit", "agent_audit", "answer_drafts", "avatars", "avees",
    "former_user_handles", "guest_upgrades", "orchestrator_config_versions", "identities", "question_notes", "question_openings", "team_members",
}  # fmt: skip
"""Tables with rows of a person that a guest has none of, or that end with the guest."""


def test_every_table_with_rows_of_a_person_is_thought_of(database: EmbeddedServer) -> None:
    found = rows(
        database,
        "SELECT DISTINCT c.conrelid::regclass::text AS name FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid"
        " AND a.attnum = ANY (c.conkey) WHERE c.confrelid = 'users'::regclass",
    )
    assert {each.name for each in found} == MOVED | ENDED
    source = rows(database, "SELECT prosrc FROM pg_proc WHERE proname = 'move_guest'")[0][0]
    assert {table for table in MOVED if f"UPDATE {table} " not in source and f"INSERT INTO {table} " not in source} == set()


def test_an_account_that_is_open_at_once_has_everything(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    conversation, question = accepted_by(guest, avee)
    guest.ask(conversation, "How do I reset my password?")
    before = guest.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    made = guest.call("POST", "/me/upgrade", 201, json=body_of("ada"))
    assert (made["is_pending"], made["handle"]) == (False, "ada")
    # The guest is no more; the account has it all.
    guest.call("GET", "/me", 401)
    ada = signed_in(api, "ada@example.org")
    assert ada.call("GET", f"/conversations/{conversation}/messages", 200)["items"] == before
    assert ada.call("GET", f"/orchestrator/queue/{question}", 200)["status"] == "accepted"
    assert creator.call("GET", "/orchestrator/queue?status=accepted", 200)["items"][0]["asker_handle"] == "ada"
    creator.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": "Three coats.", "layer": "public"})
    assert "Three coats." in str(ada.call("GET", f"/conversations/{conversation}/messages", 200))
    assert rows(database, "SELECT count(*) FROM users WHERE guest_of IS NOT NULL")[0][0] == 0


def test_what_is_refused_leaves_the_guest_as_they_are(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    conversation, _ = accepted_by(guest, avee)
    assert guest.call("POST", "/me/upgrade", 409, json=body_of("mira"))["code"] in ("handle_taken", "email_taken")
    assert guest.call("POST", "/me/upgrade", 422, json=body_of("ada") | {"password": "short"})["code"] == "weak_password"
    assert guest.call("POST", "/me/upgrade", 409, json=body_of("ada", "MIRA@example.org"))["code"] == "email_taken"
    assert [each["id"] for each in guest.call("GET", "/conversations", 200)["items"]] == [conversation]
    assert creator.call("POST", "/me/upgrade", 409, json=body_of("ada"))["code"] == "not_a_guest"


def test_twice_at_once_is_one_account(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    accepted_by(guest, avee)

    def upgrade(number: int) -> int:
        headers = {"Authorization": f"Bearer {guest.token}"}
        status: int = api.client.post("/me/upgrade", json=body_of(f"ada{number}"), headers=headers).status_code
        return status

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(upgrade, range(4)))
    assert answers[0] == 201
    assert set(answers[1:]) <= {401, 409}
    owners = rows(database, "SELECT DISTINCT u.handle FROM conversations c JOIN users u ON u.id = c.user_id WHERE u.handle LIKE 'ada%'")
    assert len(owners) == 1
    assert rows(database, "SELECT count(*) FROM users WHERE handle LIKE 'ada%'")[0][0] == 1


def test_where_addresses_are_confirmed_it_waits_for_the_link(mailing: Api, post: MailServer, database: EmbeddedServer) -> None:
    avee = open_workshop(confirmed(mailing, post, "mira"))
    guest = enter(mailing, "mira-agent")
    conversation, _ = accepted_by(guest, avee)
    token_of(post, "confirm-email")
    fresh = guest.call("POST", "/me/upgrade", 201, json=body_of("ada"))
    taken = guest.call("POST", "/me/upgrade", 201, json=body_of("eve", "mira@example.org"))
    # Nothing tells that there is an account with the second address; its owner gets a mail about it, and no link.
    assert (fresh["is_pending"], taken["is_pending"], set(fresh) - set(taken)) == (True, True, set())
    mails = {mail["to"]: mail for mail in (post.wait(), post.wait())}
    assert mails["mira@example.org"]["subject"] == "You already have an account"
    # Until then the guest goes on.
    guest.ask(conversation, "How do I reset my password?")
    assert sign_in(mailing, "ada@example.org") == 401
    mailing.call("PUT", f"/email-confirmations/{token_in(words_of(mails['ada@example.org']), 'confirm-email')}", 204)
    ada = signed_in(mailing, "ada@example.org")
    assert len(ada.call("GET", f"/conversations/{conversation}/messages", 200)["items"]) >= 4
    guest.call("GET", "/me", 401)
    assert rows(database, "SELECT count(*) FROM guest_upgrades")[0][0] == 0


def test_of_two_accounts_the_first_that_is_confirmed_has_the_threads(mailing: Api, post: MailServer) -> None:
    open_workshop(confirmed(mailing, post, "mira"))
    guest = enter(mailing, "mira-agent")
    conversation = guest.start(guest.call("GET", "/me", 200)["guest_of"])
    links = []
    for handle in ("ada", "bob"):
        guest.call("POST", "/me/upgrade", 201, json=body_of(handle))
        links.append(token_of(post, "confirm-email"))
    for link in reversed(links):
        mailing.call("PUT", f"/email-confirmations/{link}", 204)
    have = {handle: signed_in(mailing, f"{handle}@example.org").call("GET", "/conversations", 200)["items"] for handle in ("ada", "bob")}
    assert ([each["id"] for each in have["bob"]], have["ada"]) == ([conversation], [])


def guest_in_browser(api: Api) -> dict[str, str]:
    api.client.cookies.clear()
    answer = api.client.post("/guests", json={"handle": "mira-agent"})
    return {CSRF_HEADER: answer.cookies[CSRF_COOKIE]}


def test_signing_in_takes_the_threads_along(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    api.sign_up("ada")
    csrf = guest_in_browser(api)
    conversation = api.client.post("/conversations", json={"avee_id": avee, "kind": "agent"}, headers=csrf).json()["id"]
    body = {"email": "ada@example.org", "password": PASSWORD, "takes_guest": True}
    # Another site cannot make the browser do it.
    assert api.client.post("/sessions", json=body).json()["code"] == "csrf_missing"
    # A wrong password takes nothing.
    assert api.client.post("/sessions", json=body | {"password": "not the passphrase"}, headers=csrf).status_code == 401
    assert api.client.get("/conversations").json()["items"][0]["id"] == conversation
    assert api.client.post("/sessions", json=body, headers=csrf).json()["has_taken_guest"] is True
    assert [each["id"] for each in signed_in(api, "ada@example.org").call("GET", "/conversations", 200)["items"]] == [conversation]


def test_without_the_wish_the_threads_stay_with_the_guest(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    api.sign_up("ada")
    csrf = guest_in_browser(api)
    api.client.post("/conversations", json={"avee_id": avee, "kind": "agent"}, headers=csrf)
    guest = Api(api.client, api.client.cookies[SESSION_COOKIE])
    signed = api.client.post("/sessions", json={"email": "ada@example.org", "password": PASSWORD}, headers=csrf).json()
    assert signed["has_taken_guest"] is False
    assert len(guest.call("GET", "/conversations", 200)["items"]) == 1


def test_an_account_in_the_cookie_is_taken_by_nobody(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    creator.start(avee)
    api.sign_up("ada")
    api.client.cookies.clear()
    csrf = api.client.post("/sessions", json={"email": "mira@example.org", "password": PASSWORD}).cookies[CSRF_COOKIE]
    body = {"email": "ada@example.org", "password": PASSWORD, "takes_guest": True}
    assert api.client.post("/sessions", json=body, headers={CSRF_HEADER: csrf}).json()["has_taken_guest"] is False
    assert len(creator.call("GET", "/conversations", 200)["items"]) == 1


def test_an_invented_session_gives_nothing(api: Api, creator: Api) -> None:
    open_workshop(creator)
    guest = enter(api, "mira-agent")
    assert guest.call("DELETE", f"/me/sessions/{uuid.uuid4()}").status_code == 403
    assert id_of(guest)
