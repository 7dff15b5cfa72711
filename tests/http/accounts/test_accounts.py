"""Sign-up, sign-in and sign-out; API tokens; cookies with their CSRF header; and that secrets are never shown or
logged.
"""

import logging

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.stories import rows


def test_the_signed_in_person_reads_their_own_account(shared: Api) -> None:
    ada = shared.sign_up("ada", display_name="Ada B.")
    me = ada.call("GET", "/me", 200)
    assert (me["email"], me["handle"], me["display_name"]) == ("ada@example.org", "ada", "Ada B.")
    assert me["id"] == ada.user["id"]


def test_sign_in_by_the_address_in_any_case(shared: Api) -> None:
    shared.sign_up("bea")
    assert shared.call("POST", "/sessions", 201, json={"email": "BEA@example.ORG", "password": PASSWORD})["token"]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(shared: Api) -> None:
    shared.sign_up("cleo")
    answers = [
        shared.call("POST", "/sessions", json={"email": email, "password": "not the passphrase"})
        for email in ("cleo@example.org", "nobody@example.org")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].content == answers[1].content
    assert "set-cookie" not in answers[0].headers


def test_sign_out_ends_this_session_only(shared: Api) -> None:
    dora = shared.sign_up("dora")
    other = Api(shared.client, shared.call("POST", "/sessions", 201, json={"email": "dora@example.org", "password": PASSWORD})["token"])
    dora.call("DELETE", "/sessions/current", 204)
    assert dora.call("GET", "/me").status_code == 401
    other.call("GET", "/me", 200)


def test_an_expired_session_is_refused(shared: Api, shared_database: EmbeddedServer) -> None:
    edda = shared.sign_up("edda")
    rows(shared_database, "UPDATE user_sessions SET expires_at = now() WHERE user_id = :user", user=edda.user["id"])
    assert edda.call("GET", "/me").status_code == 401


def test_tokens_are_shown_once_and_revocable(shared: Api, shared_database: EmbeddedServer) -> None:
    fay = shared.sign_up("fay")
    made = fay.call("POST", "/tokens", 201, json={"name": "script"})
    assert made["token"].startswith("orc_tok_")
    script = Api(shared.client, made["token"])
    assert script.call("GET", "/me", 200)["id"] == fay.user["id"]
    listed = fay.call("GET", "/tokens", 200)["items"]
    assert [(each["id"], each["name"]) for each in listed] == [(made["id"], "script")]
    assert "token" not in listed[0]
    fay.call("DELETE", f"/tokens/{made['id']}", 204)
    assert script.call("GET", "/me").status_code == 401
    assert fay.call("GET", "/tokens", 200)["items"] == []
    assert fay.call("DELETE", f"/tokens/{made['id']}").status_code == 404


def test_secrets_are_stored_as_hashes(shared: Api, shared_database: EmbeddedServer) -> None:
    gil = shared.sign_up("gil")
    assert gil.token is not None
    (user,) = rows(shared_database, "SELECT password_hash FROM users WHERE handle = 'gil'")
    assert user.password_hash.startswith("$argon2id$")
    for table in ("users", "user_sessions", "api_tokens"):
        text = str(rows(shared_database, f"SELECT to_jsonb(t) FROM {table} t"))
        assert PASSWORD not in text
        assert gil.token not in text
        assert gil.token.removeprefix("orc_ses_") not in text


@pytest.fixture
def cookies(shared: Api) -> dict[str, str]:
    """The cookies of a new session of hal's."""
    if rowless := shared.call("POST", "/sessions", json={"email": "hal@example.org", "password": PASSWORD}).status_code == 401:
        shared.sign_up("hal")
    assert rowless in (True, False)
    response = shared.call("POST", "/sessions", json={"email": "hal@example.org", "password": PASSWORD})
    flags = response.headers.get_list("set-cookie")
    session = next(each for each in flags if each.startswith("orchestrator_session="))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert response.json()["csrf_token"] == response.cookies["orchestrator_csrf"]
    return dict(response.cookies)


def with_cookies(cookies: dict[str, str], **more: str) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} | more


def test_a_cookie_can_read_and_with_the_csrf_header_write(shared: Api, cookies: dict[str, str]) -> None:
    assert shared.call("GET", "/me", 200, headers=with_cookies(cookies))["handle"] == "hal"
    made = shared.call(
        "POST", "/tokens", 201, json={"name": "by cookie"}, headers=with_cookies(cookies, **{"X-CSRF-Token": cookies["orchestrator_csrf"]})
    )
    shared.call("DELETE", f"/tokens/{made['id']}", 204, headers=with_cookies(cookies, **{"X-CSRF-Token": cookies["orchestrator_csrf"]}))


@pytest.mark.parametrize("header", [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 32}], ids=["none", "empty", "wrong"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/tokens"), ("DELETE", "/sessions/current"), ("PATCH", "/avees/x")])
def test_a_cookie_alone_changes_nothing(
    shared: Api, cookies: dict[str, str], method: str, path: str, header: dict[str, str]
) -> None:  # fmt: skip
    response = shared.call(method, path, json={"name": "forged"}, headers=with_cookies(cookies, **header))
    assert (response.status_code, response.json()["code"]) == (403, "csrf_missing")
    assert shared.call("GET", "/tokens", 200, headers=with_cookies(cookies))["items"] == []


def test_the_csrf_token_of_another_session_is_refused(shared: Api, cookies: dict[str, str]) -> None:
    other = shared.call("POST", "/sessions", 201, json={"email": "hal@example.org", "password": PASSWORD})["csrf_token"]
    response = shared.call("POST", "/tokens", json={"name": "forged"}, headers=with_cookies(cookies, **{"X-CSRF-Token": other}))
    assert response.status_code == 403


def test_secrets_are_in_no_log_and_no_error(shared: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ivo = shared.sign_up("ivo")
    assert ivo.token is not None
    token = ivo.call("POST", "/tokens", 201, json={"name": "script"})["token"]
    secret = "a very secret passphrase"
    answers = [
        shared.call("POST", "/sessions", json={"email": "ivo@example.org", "password": secret}),
        shared.call("POST", "/sessions", json={"email": ["ivo"], "password": secret}),
        shared.call("POST", "/accounts", json={"email": "ivo@example.org", "password": secret, "handle": "ivo2", "display_name": "I"}),
        shared.call("POST", "/accounts", json={"email": "wrong", "password": secret, "handle": "ivo3", "display_name": "I"}),
        shared.call(
            "POST", "/accounts", json={"email": "ivo3@example.org", "password": secret + "\0", "handle": "ivo3", "display_name": "I"}
        ),
        shared.call("POST", "/orchestrator/message", content=f"{{{secret}", headers={"Authorization": f"Bearer {token}"}),
    ]
    assert all(answer.status_code >= 400 for answer in answers)
    written = "\n".join(answer.text for answer in answers) + caplog.text
    for hidden in (secret, PASSWORD, token, ivo.token):
        assert hidden not in written


def test_others_see_the_new_name(shared: Api) -> None:
    pia = shared.sign_up("pia", display_name="Pia")
    assert pia.call("PATCH", "/me", 200, json={"display_name": "Pia Moe"})["display_name"] == "Pia Moe"
    assert shared.sign_up().call("GET", "/users/pia", 200)["display_name"] == "Pia Moe"
    assert pia.call("PATCH", "/me", json={"display_name": "  "}).status_code == 422


def test_a_new_password_ends_every_other_session_and_the_old_one(shared: Api) -> None:
    quin = shared.sign_up("quin")
    bystander = shared.sign_up()
    credentials = {"email": "quin@example.org", "password": PASSWORD}
    other = Api(shared.client, shared.call("POST", "/sessions", 201, json=credentials)["token"])
    script = Api(shared.client, quin.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    quin.call("PUT", "/me/password", 204, json={"current": PASSWORD, "password": "quite another passphrase"})
    assert other.call("GET", "/me").status_code == 401
    for kept in (quin, script, bystander):
        kept.call("GET", "/me", 200)
    assert shared.call("POST", "/sessions", json=credentials).status_code == 401
    shared.call("POST", "/sessions", 201, json=credentials | {"password": "quite another passphrase"})


def test_changing_the_password_needs_the_current_one(shared: Api) -> None:
    rhea = shared.sign_up("rhea")
    refused = rhea.call("PUT", "/me/password", json={"current": "not the passphrase", "password": "quite another passphrase"})
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_password")
    weak = rhea.call("PUT", "/me/password", json={"current": PASSWORD, "password": "short"})
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    shared.call("POST", "/sessions", 201, json={"email": "rhea@example.org", "password": PASSWORD})
