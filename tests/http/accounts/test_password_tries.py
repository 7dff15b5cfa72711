"""Wrong passwords lock nobody out but their sender, and their number in a day is bounded for each account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.settings import Settings
from support.api import PASSWORD, Api
from support.servers import programs
from support.stories import rows

WRONG = "not the passphrase"
At = Callable[[str], "Browser"]


class Browser:
    """A browser at one network address, with its cookies."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def sign_in(self, person: Api, password: str = PASSWORD) -> Any:
        return self.client.post("/sessions", json={"email": person.user["email"], "password": password})

    def guess(self, person: Api, tries: int) -> list[int]:
        return [self.sign_in(person, WRONG).status_code for _ in range(tries)]


def browser_at(served: Any, address: str) -> Browser:
    """A browser with cookies of its own, on the application that `served` runs, in its event loop."""
    client = TestClient(served.app, client=(address, 50_000))
    client.portal = served.portal
    return Browser(client)


@pytest.fixture
def at(crowd: Api) -> At:
    """Opens a browser at an address, on the application that is running."""
    return lambda address: browser_at(crowd.client, address)


def test_thirty_wrong_passwords_a_minute_lock_their_own_address_out_only(crowd: Api, at: At) -> None:
    owner, attacker = crowd.sign_up(), at("203.0.113.7")
    guessed = attacker.guess(owner, 30)
    assert guessed == [401] * 10 + [429] * 20
    refused = attacker.sign_in(owner)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 0 < int(refused.headers["retry-after"]) <= 900
    assert at("198.51.100.9").sign_in(owner).status_code == 201


def test_a_known_device_signs_in_at_the_address_of_the_attacker(crowd: Api, at: At) -> None:
    owner, home, attacker = crowd.sign_up(), at("203.0.113.8"), at("203.0.113.8")
    known = home.sign_in(owner)
    cookie = next(each for each in known.headers.get_list("set-cookie") if each.startswith("orchestrator_device_"))
    assert "HttpOnly" in cookie
    assert "Path=/sessions" in cookie
    attacker.guess(owner, 30)
    assert attacker.sign_in(owner).status_code == 429
    assert home.sign_in(owner).status_code == 201


def test_a_known_device_is_bounded_by_itself(crowd: Api, at: At) -> None:
    owner, stolen = crowd.sign_up(), at("203.0.113.9")
    assert stolen.sign_in(owner).status_code == 201
    assert stolen.guess(owner, 12) == [401] * 10 + [429] * 2
    assert at("203.0.113.9").sign_in(owner).status_code == 201


def test_a_device_is_known_to_its_own_account_only(crowd: Api, at: At) -> None:
    owner, mallory, attacker = crowd.sign_up(), crowd.sign_up(), at("203.0.113.10")
    assert attacker.sign_in(mallory).status_code == 201
    assert attacker.guess(owner, 11) == [401] * 10 + [429]


def test_a_new_password_makes_old_devices_unknown(crowd: Api, at: At) -> None:
    owner, thief, attacker = crowd.sign_up(), at("203.0.113.11"), at("203.0.113.11")
    thief.sign_in(owner)
    owner.call("PUT", "/me/password", 204, json={"current": PASSWORD, "password": "quite another passphrase"})
    attacker.guess(owner, 10)
    assert thief.sign_in(owner).status_code == 429


def test_guesses_from_many_addresses_are_bounded_in_a_day(crowd: Api, at: At, shared_database: EmbeddedServer) -> None:
    owner, home = crowd.sign_up(), at("198.51.100.1")
    home.sign_in(owner)
    compared = 0
    for number in range(15):
        compared += at(f"203.0.113.{100 + number}").guess(owner, 12).count(401)
        # Signing in often gives nobody more guesses.
        assert home.sign_in(owner).status_code == 201
    assert compared == 100
    stranger = at("198.51.100.2")
    assert stranger.sign_in(owner).status_code == 429
    rows(shared_database, "UPDATE password_tries SET tried_at = tried_at - interval '20 minutes'")
    assert at("203.0.113.100").guess(owner, 1) == [429], "the day's guesses are used up"
    rows(shared_database, "UPDATE password_tries SET tried_at = tried_at - interval '1 day'")
    assert stranger.sign_in(owner).status_code == 201


def test_one_address_cannot_use_up_the_day_of_the_others(crowd: Api, at: At, shared_database: EmbeddedServer) -> None:
    owner, attacker = crowd.sign_up(), at("203.0.113.12")
    compared = 0
    for _ in range(5):
        compared += attacker.guess(owner, 12).count(401)
        rows(shared_database, "UPDATE password_tries SET tried_at = tried_at - interval '20 minutes'")
    assert compared == 25
    assert at("198.51.100.3").sign_in(owner).status_code == 201


def test_the_right_password_forgives_the_wrong_ones_of_its_place(crowd: Api, at: At) -> None:
    owner, home = crowd.sign_up(), at("203.0.113.13")
    for _ in range(3):
        assert home.guess(owner, 9) == [401] * 9
        assert home.sign_in(owner).status_code == 201


def test_an_unknown_account_is_refused_in_the_same_words(crowd: Api, at: At) -> None:
    known, unknown = crowd.sign_up(), Api(crowd.client, user={"email": f"nobody{crowd.suffix}@example.org"})
    answers: list[list[tuple[int, Any]]] = []
    for number, person in enumerate((known, unknown)):
        browser = at(f"203.0.113.{20 + number}")
        answers.append([(each.status_code, each.json()) for each in (browser.sign_in(person, WRONG) for _ in range(12))])
    for told in answers:
        for _, body in told:
            body["fields"].pop("retry_after_s", None)
    assert answers[0] == answers[1]
    assert [status for status, _ in answers[0]] == [401] * 10 + [429] * 2


def test_guesses_at_the_same_time_are_counted_too(crowd: Api, at: At) -> None:
    owner, attacker = crowd.sign_up(), at("203.0.113.14")
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: attacker.sign_in(owner, WRONG).status_code, range(24)))
    assert sorted(statuses) == [401] * 10 + [429] * 14


def test_many_accounts_from_one_address(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSWORD_TRIES_PER_ADDRESS", "6")
    with TestClient(programs.make_app(), raise_server_exceptions=False) as client:
        people = [Api(client).sign_up() for _ in range(4)]
        home = browser_at(client, "203.0.113.15")
        home.sign_in(people[0])
        sprayer = browser_at(client, "203.0.113.15")
        assert [sprayer.guess(person, 2) for person in people] == [[401, 401]] * 3 + [[429, 429]]
        assert home.sign_in(people[0]).status_code == 201


def test_the_password_is_asked_for_again_within_the_same_limits(crowd: Api, at: At) -> None:
    owner = crowd.sign_up()
    other = Api(crowd.client, at("203.0.113.16").sign_in(owner).json()["token"])
    change = {"current": WRONG, "password": "quite another passphrase"}
    statuses = [other.call("PUT", "/me/password", json=change).status_code for _ in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    assert other.call("PUT", "/me/password", json=change | {"current": PASSWORD}).status_code == 429
    owner.call("PUT", "/me/password", 204, json=change | {"current": PASSWORD})
