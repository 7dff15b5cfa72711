"""Every kind of refused request, with its status and code. Each leaves the database unchanged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import rows

UNKNOWN = "01890000-0000-7000-8000-000000000000"
MESSAGE, CONFIG = "/orchestrator/message", "/orchestrator/config/{avee}"
DOCUMENTS, ANSWERS = "/avees/{avee}/documents", "/avees/{avee}/canonical-answers"
COUNTED = ("users", "user_sessions", "api_tokens", "avees", "avee_members", "documents", "passages", "conversations", "messages",
           "orchestrator_config_versions", "escalation_queue", "canonical_answers", "orchestrator_decisions", "answer_deliveries")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A person `me` and a `foreign` person, each a creator and asker with one row of everything."""

    me: Api
    names: dict[str, str]
    database: EmbeddedServer

    def fill(self, value: Any) -> Any:
        """Replaces `{avee}`, `{conversation}`, `{foreign_avee}` and so on by ids, in a text or in the values of a body."""
        match value:
            case str():
                for name, real in self.names.items():
                    value = value.replace(f"{{{name}}}", real)
                return value
            case bytes():
                return self.fill(value.decode()).encode()
            case dict():
                return {name: self.fill(each) for name, each in value.items()}
            case _:
                return value

    def stored(self) -> dict[str, int]:
        counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in COUNTED)
        edited = "(SELECT coalesce(sum(version), 0) FROM canonical_answers WHERE state = 'active') AS answers_edited"
        return dict(rows(self.database, f"SELECT {counts}, {edited}")[0]._mapping)


@pytest.fixture(scope="module")
def place(shared: Api, shared_database: EmbeddedServer) -> Place:
    me, foreign = shared.sign_up("myself", email="me@example.org"), shared.sign_up("foreign")
    names = {"unknown": UNKNOWN} | _everything(me, "") | _everything(foreign, "foreign_")
    names["direct"] = me.start(names["avee"], kind="direct")
    return Place(me, names, shared_database)


def _everything(person: Api, prefix: str) -> dict[str, str]:
    avee = person.create_avee()
    conversation = person.start(avee)
    token = person.call("POST", "/tokens", 201, json={"name": "script"})
    return {
        f"{prefix}avee": avee,
        f"{prefix}user": person.user["id"],
        f"{prefix}conversation": conversation,
        f"{prefix}decision": person.ask(conversation, "hello!")["decision"]["id"],
        f"{prefix}document": person.add_document(avee, "Glue", "# Glue\n\nUse the white glue for paper and the brown one for wood.\n")[
            "id"
        ],
        f"{prefix}answer": person.add_answer(avee, "Which glue holds wood?", "The brown one.")["id"],
        f"{prefix}token": token["id"],
    }


def message(text: Any = "hi", **changes: Any) -> dict[str, Any]:
    return {"json": {"conversation_id": "{conversation}", "message": text} | changes}


def raw(body: str | bytes) -> dict[str, Any]:
    return {"content": body.encode() if isinstance(body, str) else body, "headers": {"Content-Type": "application/json"}}


def answer(**changes: Any) -> dict[str, Any]:
    return {"json": {"question_pattern": "Which glue?", "answer_content": "The white one."} | changes}


def account(**changes: Any) -> dict[str, Any]:
    return {"json": {"email": "new@example.org", "password": "a long passphrase", "handle": "newone", "display_name": "New"} | changes}


def put(**changes: Any) -> dict[str, Any]:
    return {"json": changes}


TABLE: list[tuple[str, str, dict[str, Any], int, str]] = [
    # the message
    ("POST", MESSAGE, message(""), 422, "empty_message"),
    ("POST", MESSAGE, message(" \n\t "), 422, "empty_message"),
    ("POST", MESSAGE, message("\u200b\u2060"), 422, "empty_message"),
    ("POST", MESSAGE, message("x" * 100_000), 422, "message_too_long"),
    ("POST", MESSAGE, message("é" * 8_001), 422, "message_too_long"),
    ("POST", MESSAGE, message("a\x00b"), 422, "message_unreadable"),
    ("POST", MESSAGE, message("a\x1b[31mb"), 422, "message_unreadable"),
    ("POST", MESSAGE, message("a\uffffb"), 422, "message_unreadable"),
    ("POST", MESSAGE, raw('{"conversation_id": "{conversation}", "message": "a \\ud800 b"}'), 422, "message_unreadable"),
    (
        "POST",
        MESSAGE,
        raw('{"conversation_id": "{conversation}", "message": "hi", "client_message_id": "\\udfff"}'),
        422,
        "invalid_request",
    ),
    ("POST", MESSAGE, message("hi", client_message_id="a\x00b"), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", client_message_id=""), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", client_message_id="x" * 101), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", client_message_id=7), 422, "invalid_request"),
    ("POST", MESSAGE, message(7), 422, "invalid_request"),
    ("POST", MESSAGE, message(None), 422, "invalid_request"),
    ("POST", MESSAGE, message(["hi"]), 422, "invalid_request"),
    ("POST", MESSAGE, message({"text": "hi"}), 422, "invalid_request"),
    ("POST", MESSAGE, {"json": {"message": "hi"}}, 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", layer="secret"), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", colour="blue"), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", conversation_id="not an id"), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", conversation_id=7), 422, "invalid_request"),
    ("POST", MESSAGE, message("hi", conversation_id="{unknown}"), 404, "conversation_not_found"),
    ("POST", MESSAGE, message("hi", conversation_id="{foreign_conversation}"), 404, "conversation_not_found"),
    ("POST", MESSAGE, message("hi", conversation_id="{direct}"), 409, "direct_conversation"),
    ("POST", MESSAGE, raw("{not json"), 422, "invalid_request"),
    ("POST", MESSAGE, raw(""), 422, "invalid_request"),
    ("POST", MESSAGE, raw("[]"), 422, "invalid_request"),
    ("POST", MESSAGE, raw('"hi"'), 422, "invalid_request"),
    ("POST", MESSAGE, raw("[" * 100_000), 400, "bad_request"),
    ("POST", MESSAGE, message("x" * 1_100_000), 413, "body_too_large"),
    ("PUT", MESSAGE, message(), 405, "method_not_allowed"),
    ("GET", MESSAGE, {}, 405, "method_not_allowed"),
    ("GET", "/orchestrator/nothing", {}, 404, "no_such_path"),
    # conversations
    ("POST", "/conversations", put(avee_id="{unknown}"), 404, "avee_not_found"),
    ("POST", "/conversations", put(avee_id="{avee}", kind="secret"), 422, "invalid_request"),
    ("GET", "/conversations/{foreign_conversation}", {}, 404, "conversation_not_found"),
    ("GET", "/conversations/{unknown}", {}, 404, "conversation_not_found"),
    ("GET", "/conversations/{foreign_conversation}/messages", {}, 404, "conversation_not_found"),
    ("GET", "/conversations/{unknown}/messages", {}, 404, "conversation_not_found"),
    ("GET", "/conversations/7/messages", {}, 422, "invalid_request"),
    ("GET", "/conversations?cursor=7", {}, 422, "invalid_cursor"),
    ("GET", "/conversations?limit=0", {}, 422, "invalid_request"),
    ("GET", "/conversations?limit=201", {}, 422, "invalid_request"),
    ("GET", "/conversations?limit=ten", {}, 422, "invalid_request"),
    # accounts
    ("POST", "/accounts", account(email="not an address"), 422, "invalid_request"),
    ("POST", "/accounts", account(password="short"), 422, "weak_password"),
    ("POST", "/accounts", account(password="x" * 201), 422, "weak_password"),
    ("POST", "/accounts", account(handle="Capital"), 422, "invalid_handle"),
    ("POST", "/accounts", account(handle="a b"), 422, "invalid_handle"),
    ("POST", "/accounts", account(handle="x" * 31), 422, "invalid_handle"),
    ("POST", "/accounts", account(handle="new\n"), 422, "invalid_handle"),
    ("POST", "/accounts", account(display_name=""), 422, "empty_display_name"),
    ("POST", "/accounts", account(display_name="a\x00"), 422, "display_name_unreadable"),
    ("POST", "/accounts", account(email="me@example.org"), 409, "email_taken"),
    ("POST", "/accounts", account(email="ME@Example.org"), 409, "email_taken"),
    ("POST", "/accounts", account(handle="myself"), 409, "handle_taken"),
    ("POST", "/accounts", account(handle="settings"), 422, "handle_reserved"),
    ("POST", "/sessions", put(email="me@example.org", password="wrong"), 401, "wrong_credentials"),
    ("POST", "/sessions", put(email="nobody@example.org", password="wrong"), 401, "wrong_credentials"),
    ("POST", "/sessions", put(email="me\x00@example.org", password="wrong"), 422, "invalid_request"),
    ("POST", "/sessions", raw('{"email": "me@example.org", "password": "\\ud800"}'), 422, "invalid_request"),
    ("POST", "/tokens", put(name=""), 422, "empty_name"),
    ("DELETE", "/tokens/{foreign_token}", {}, 404, "token_not_found"),
    # avees and members
    ("POST", "/avees", put(handle="No", display_name="No"), 422, "invalid_handle"),
    ("POST", "/avees", put(handle="fine", display_name="Fine", persona="x" * 4_001), 422, "persona_too_long"),
    ("GET", "/avees/nobody", {}, 404, "avee_not_found"),
    ("GET", "/avees/%00", {}, 404, "avee_not_found"),
    ("PATCH", "/avees/{foreign_avee}", put(display_name="Mine"), 404, "avee_not_found"),
    ("DELETE", "/avees/{foreign_avee}", {}, 404, "avee_not_found"),
    ("GET", "/avees/{foreign_avee}/members", {}, 404, "avee_not_found"),
    ("PUT", "/avees/{foreign_avee}/members/{user}", put(tier="paid", layer="intimate"), 404, "avee_not_found"),
    ("PUT", "/avees/{avee}/members/{unknown}", put(tier="paid", layer="intimate"), 409, "user_unknown"),
    ("PUT", "/avees/{avee}/members/{user}", put(tier="gold", layer="public"), 422, "invalid_request"),
    ("PUT", "/avees/{avee}/members/{user}", put(tier="paid", layer="deep"), 422, "invalid_request"),
    # documents
    ("GET", "/avees/{foreign_avee}/documents", {}, 404, "avee_not_found"),
    ("POST", "/avees/{foreign_avee}/documents", put(title="A", content="b"), 404, "avee_not_found"),
    ("GET", DOCUMENTS + "/{foreign_document}", {}, 404, "document_not_found"),
    ("DELETE", DOCUMENTS + "/{foreign_document}", {}, 404, "document_not_found"),
    ("DELETE", "/avees/{foreign_avee}/documents/{foreign_document}", {}, 404, "avee_not_found"),
    ("POST", "/avees/{foreign_avee}/documents/{foreign_document}/choice", put(if_exists="keep_both"), 404, "avee_not_found"),
    ("POST", DOCUMENTS + "/{document}/choice", put(if_exists="keep_both"), 409, "document_not_held"),
    ("POST", DOCUMENTS, put(title="A", content=""), 422, "empty_content"),
    ("POST", DOCUMENTS, put(title="", content="b"), 422, "empty_title"),
    ("POST", DOCUMENTS, put(title="A", content="a\x00b"), 422, "content_unreadable"),
    ("POST", DOCUMENTS, put(title="A", content="b", layer="deep"), 422, "invalid_request"),
    ("POST", DOCUMENTS, raw('{"title": "A", "content": "\\ud800"}'), 422, "invalid_request"),
    ("POST", DOCUMENTS, raw("{"), 422, "invalid_request"),
    ("POST", DOCUMENTS, {"data": {"layer": "public"}, "files": {"other": b"text"}}, 422, "invalid_request"),
    ("POST", DOCUMENTS, {"files": {"file": ("empty.md", b" \n")}}, 422, "empty_document"),
    ("POST", DOCUMENTS, {"files": {"file": ("a.md", b"text")}, "data": {"layer": "deep"}}, 422, "invalid_request"),
    ("POST", DOCUMENTS, {"content": b"no form", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400, "bad_request"),
    ("POST", DOCUMENTS, {"content": b"no form", "headers": {"Content-Type": "multipart/form-data"}}, 400, "bad_request"),
    ("POST", DOCUMENTS, {"files": {"file": ("big.md", b"x" * (25 * 2**20 + 1))}}, 413, "document_too_large"),
    ("POST", DOCUMENTS, {"files": {"file": ("huge.md", b"x" * (27 * 2**20))}}, 413, "body_too_large"),
    # canonical answers
    ("GET", "/avees/{foreign_avee}/canonical-answers", {}, 404, "avee_not_found"),
    ("POST", "/avees/{foreign_avee}/canonical-answers", answer(), 404, "avee_not_found"),
    ("PATCH", ANSWERS + "/{foreign_answer}", put(answer_content="Mine"), 404, "answer_not_found"),
    ("DELETE", ANSWERS + "/{foreign_answer}", {}, 404, "answer_not_found"),
    ("POST", ANSWERS, answer(question_pattern=""), 422, "empty_question_pattern"),
    ("POST", ANSWERS, answer(answer_content=" "), 422, "empty_answer_content"),
    ("POST", ANSWERS, answer(answer_content="x" * 50_001), 422, "answer_content_too_long"),
    ("POST", ANSWERS, answer(expires_at="2027-01-01T00:00:00"), 422, "invalid_request"),
    ("POST", ANSWERS, answer(expires_at="soon"), 422, "invalid_request"),
    ("POST", ANSWERS, answer(layer="deep"), 422, "invalid_request"),
    ("PATCH", ANSWERS + "/{answer}", put(answer_content=""), 422, "empty_answer_content"),
    ("GET", ANSWERS + "?state=%00", {}, 422, "invalid_request"),
    ("GET", ANSWERS + "?state=burnt", {}, 422, "invalid_request"),
    # the policy
    ("GET", "/orchestrator/config/{foreign_avee}", {}, 404, "avee_not_found"),
    ("PUT", "/orchestrator/config/{foreign_avee}", put(escalation_enabled=False), 404, "avee_not_found"),
    ("PUT", CONFIG, put(escalation_enabled=None), 422, "invalid_policy"),
    ("PUT", CONFIG, put(colour="blue"), 422, "invalid_request"),
    ("PUT", CONFIG, put(max_escalations_per_day=-1), 422, "invalid_policy"),
    ("PUT", CONFIG, put(max_escalations_per_day=10**30), 422, "invalid_policy"),
    ("PUT", CONFIG, put(auto_answer_confidence_threshold=1.01), 422, "invalid_policy"),
    ("PUT", CONFIG, raw('{"auto_answer_confidence_threshold": NaN}'), 422, "invalid_policy"),
    ("PUT", CONFIG, put(blocked_topics=["a\x00b"]), 422, "invalid_request"),
    ("PUT", CONFIG, put(blocked_topics=["--"]), 422, "invalid_policy"),
    ("PUT", CONFIG, put(blocked_topics="insurance"), 422, "invalid_request"),
    ("PUT", CONFIG, put(allowed_user_tiers=["gold"]), 422, "invalid_request"),
    ("PUT", CONFIG, put(availability_windows={"timezone": "Mars/Olympus"}), 422, "invalid_policy"),
    ("PUT", CONFIG, put(availability_windows={"timezone": "a\x00b"}), 422, "invalid_policy"),
    ("PUT", CONFIG, put(availability_windows={"timezone": "UTC", "weekly": {"mon": [["12:00", "12:00"]]}}), 422, "invalid_policy"),
    ("PUT", CONFIG, put(availability_windows={"timezone": "UTC", "weekly": "always"}), 422, "invalid_policy"),
    ("PUT", CONFIG, put(availability_windows={"timezone": "UTC", "weekly": {"mon": [["a"]]}, "holidays": [7]}), 422, "invalid_policy"),
    ("PUT", CONFIG, put(escalation_enabled=True) | {"headers": {"If-Match": '"99"'}}, 412, "policy_changed"),
    ("PUT", CONFIG, put(escalation_enabled=True) | {"headers": {"If-Match": "newest"}}, 422, "invalid_if_match"),
    # the log
    ("GET", "/orchestrator/decisions/{foreign_decision}", {}, 404, "decision_not_found"),
    ("GET", "/orchestrator/decisions/{unknown}", {}, 404, "decision_not_found"),
    ("GET", "/orchestrator/decisions?avee_id={foreign_avee}", {}, 404, "avee_not_found"),
    ("GET", "/orchestrator/decisions?path=Z", {}, 422, "invalid_request"),
    ("GET", "/orchestrator/queue?status=burnt", {}, 422, "invalid_request"),
]


@pytest.mark.parametrize(
    ("method", "path", "arguments", "status", "code"), TABLE, ids=[f"{n}-{row[0]} {row[1]} {row[4]}" for n, row in enumerate(TABLE)]
)
def test_each_refusal_has_its_status_and_code(
    place: Place, method: str, path: str, arguments: dict[str, Any], status: int, code: str
) -> None:
    before = place.stored()
    filled = {name: place.fill(value) for name, value in arguments.items()}
    response = place.me.call(method, place.fill(path), **filled)
    assert (response.status_code, response.json().get("code")) == (status, code), response.text
    assert_problem(response)
    assert place.stored() == before


def assert_problem(response: Any) -> None:
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail", "code", "fields"}
    assert body["status"] == response.status_code
    assert body["title"] != "Error"
    assert body["detail"]
    assert len(response.content) < 2_000
    assert "Traceback" not in response.text


PRIVATE = [
    ("GET", "/me"), ("DELETE", "/sessions/current"), ("GET", "/tokens"), ("POST", "/tokens"), ("POST", "/avees"), ("GET", "/avees"),
    ("PATCH", "/avees/{avee}"), ("DELETE", "/avees/{avee}"), ("GET", "/avees/{avee}/members"), ("PUT", "/avees/{avee}/members/{user}"),
    ("POST", DOCUMENTS), ("GET", DOCUMENTS), ("GET", DOCUMENTS + "/{document}"), ("DELETE", DOCUMENTS + "/{document}"), ("GET", ANSWERS),
    ("POST", ANSWERS), ("PATCH", ANSWERS + "/{answer}"), ("DELETE", ANSWERS + "/{answer}"), ("POST", "/conversations"),
    ("GET", "/conversations"), ("GET", "/conversations/{conversation}/messages"), ("POST", MESSAGE), ("GET", CONFIG), ("PUT", CONFIG),
    ("GET", "/orchestrator/queue"), ("GET", "/orchestrator/decisions"), ("GET", "/orchestrator/decisions/{decision}"),
]  # fmt: skip


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ", "Basic bWU6bWU=", "Bearer \xe9"], ids=str)
@pytest.mark.parametrize(("method", "path"), PRIVATE, ids=[" ".join(each) for each in PRIVATE])
def test_without_valid_credentials_every_request_is_refused(place: Place, method: str, path: str, header: str | None) -> None:
    headers = {"Authorization": header.encode("latin-1")} if header else {}
    response = Api(place.me.client).call(method, place.fill(path), headers=headers)
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
    assert response.headers["www-authenticate"] == "Bearer"
    assert_problem(response)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_the_scheme_is_read_in_any_case(place: Place, scheme: str) -> None:
    response = Api(place.me.client).call("GET", "/me", headers={"Authorization": f"{scheme} {place.me.token}"})
    assert response.json()["id"] == place.me.user["id"]


def test_a_body_without_a_length_is_bounded_too(place: Place) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 10_000

    response = place.me.call("POST", MESSAGE, content=pieces(), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")
