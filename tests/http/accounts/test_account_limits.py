"""How long a password, a persona and a token may be, and how long a browser stays signed in and known."""

from http.cookies import SimpleCookie
from typing import Any

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.stories import rows


@pytest.mark.parametrize(("characters", "status"), [(9, 422), (10, 201), (200, 201), (201, 422)])
def test_a_password_has_ten_to_two_hundred_characters(crowd: Api, characters: int, status: int) -> None:
    handle = f"long{characters}{crowd.suffix}"
    body = {"email": f"{handle}@example.org", "password": "x" * characters, "handle": handle, "display_name": "Long"}
    assert crowd.call("POST", "/accounts", json=body).status_code == status


@pytest.mark.parametrize(("characters", "status"), [(4_000, 200), (4_001, 422)])
def test_a_persona_has_at_most_four_thousand_characters(crowd: Api, characters: int, status: int) -> None:
    creator = crowd.sign_up()
    assert creator.call("PATCH", f"/avees/{creator.create_avee()}", json={"persona": "x" * characters}).status_code == status


@pytest.mark.parametrize(("body", "days"), [({}, 365), ({"expires_in_days": 1}, 1), ({"expires_in_days": 730}, 730)])
def test_a_token_lasts_as_long_as_asked_and_a_year_else(
    crowd: Api, shared_database: EmbeddedServer, body: dict[str, Any], days: int
) -> None:
    person = crowd.sign_up()
    made = person.call("POST", "/tokens", 201, json={"name": "script"} | body)
    (lasts,) = rows(
        shared_database,
        "SELECT round(extract(epoch FROM expires_at - created_at) / 864) / 100 FROM api_tokens WHERE id = :id",
        id=made["id"],
    )
    assert float(lasts[0]) == days


def cookies_of(response: Any) -> dict[str, Any]:
    """Morsels of the cookies that a response sets, by name; the device's as 'device'."""
    set_cookies = [next(iter(SimpleCookie(each).items())) for each in response.headers.get_list("set-cookie")]
    return {"device" if name.startswith("orchestrator_device_") else name: morsel for name, morsel in set_cookies}


def test_a_browser_is_signed_in_for_thirty_days_and_known_for_four_hundred(crowd: Api, shared_database: EmbeddedServer) -> None:
    person = crowd.sign_up()
    signed_in = crowd.call("POST", "/sessions", json={"email": person.user["email"], "password": PASSWORD})
    ages = {name: int(morsel["max-age"]) for name, morsel in cookies_of(signed_in).items()}
    assert ages == {"orchestrator_session": 2_592_000, "orchestrator_csrf": 2_592_000, "device": 34_560_000}
    (lasts,) = rows(
        shared_database,
        "SELECT round(extract(epoch FROM CAST(:at AS timestamptz) - now()) / 864) / 100",
        at=signed_in.json()["expires_at"],
    )
    assert float(lasts[0]) == 30


def test_an_account_knows_twenty_devices(crowd: Api, shared_database: EmbeddedServer) -> None:
    person = crowd.sign_up()
    mine = "FROM known_devices WHERE user_id = :person"
    rows(shared_database, f"DELETE {mine}", person=person.user["id"])
    rows(
        shared_database,
        """
        INSERT INTO known_devices (user_id, secret_hash, created_at)
        SELECT CAST(:person AS uuid), sha256(convert_to(concat(CAST(:person AS text), n), 'UTF8')), now() - make_interval(days => n) FROM generate_series(1, 20) n
        """,
        person=person.user["id"],
    )
    crowd.call("POST", "/sessions", 201, json={"email": person.user["email"], "password": PASSWORD})
    (kept,) = rows(
        shared_database, f"SELECT count(*), min(created_at) > now() - interval '19.5 days' AS oldest_went {mine}", person=person.user["id"]
    )
    assert (kept.count, kept.oldest_went) == (20, True)


def test_ten_devices_of_a_browser_are_looked_up(crowd: Api) -> None:
    person = crowd.sign_up()
    credentials = {"email": person.user["email"], "password": PASSWORD}
    known = cookies_of(crowd.call("POST", "/sessions", json=credentials))["device"].value

    def sign_in(others: int, password: str = PASSWORD) -> int:
        cookies = [f"orchestrator_device_{n}=of{n}" for n in range(others)] + [f"orchestrator_device_known={known}"]
        response = crowd.call("POST", "/sessions", json=credentials | {"password": password}, headers={"Cookie": "; ".join(cookies)})
        return int(response.status_code)

    # Ten wrong passwords lock the address out, but no device that the account knows.
    assert [sign_in(10, "not the passphrase") for _ in range(11)] == [401] * 10 + [429]
    assert (sign_in(10), sign_in(9)) == (429, 201)
