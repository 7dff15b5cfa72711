"""A malformed request is described in words that a person can read after the name of the field."""

import pytest

from support.api import Api

VALID = {"email": "ada@example.org", "password": "a long passphrase", "handle": "ada", "display_name": "Ada"}


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "problem"),
    [
        ("POST", "/accounts", VALID | {"email": "ada"}, "body.email", "must be an email address such as ada@example.org"),
        ("POST", "/sessions", {"email": "x" * 300, "password": "wrong"}, "body.email", "must have at most 254 characters"),
        ("POST", "/accounts", {key: VALID[key] for key in VALID if key != "handle"}, "body.handle", "is missing"),
        ("POST", "/accounts", VALID | {"colour": "blue"}, "body.colour", "is not known here"),
        ("POST", "/accounts", VALID | {"handle": 7}, "body.handle", "must be a text"),
        ("GET", "/conversations?limit=201", None, "query.limit", "must be at most 200"),
        ("GET", "/conversations?limit=ten", None, "query.limit", "must be a whole number"),
        ("GET", "/conversations/7/messages", None, "path.conversation_id", "must be an id"),
    ],
)
def test_the_problem_ends_a_sentence(shared: Api, method: str, path: str, body: dict[str, object] | None, field: str, problem: str) -> None:
    person = shared.sign_up()
    found = person.call(method, path, 422, json=body) if body is not None else person.call(method, path, 422)
    assert found["fields"] == {field: problem}
    assert found["detail"] == f"{field} {problem}."
