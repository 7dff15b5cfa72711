"""How much guests may do: how many there are, how many messages each has, and which share of the creator's questions is theirs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.settings import Settings
from support.api import Api, open_workshop
from support.guests import NEW_QUESTION, accepted_by, enter, offered_to
from support.servers import programs
from support.stories import rows

QUESTIONS = (NEW_QUESTION, "How long may a sourdough starter travel by post?", "Can a cello be tuned to the key of a harmonica?",
             "Why would my neighbour's comet photo show a green tail?")  # fmt: skip
"""Of which none asks the same as another."""


@pytest.fixture
def limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setenv("RATE_GUESTS_PER_ADDRESS", "5/hour")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)


def statuses(api: Api, addresses: list[str]) -> list[int]:
    """Of visitors at once, one from each address."""

    def come(address: str) -> int:
        status: int = api.client.post("/guests", json={"handle": "mira-agent"}, headers={"X-Forwarded-For": address}).status_code
        return status

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(come, addresses))


def test_one_address_makes_few_guests_exactly_also_at_once(limited: Api) -> None:
    limited.sign_up("mira").create_avee("mira-agent")
    assert sorted(statuses(limited, ["192.0.2.1"] * 12)) == [201] * 5 + [429] * 7
    assert statuses(limited, ["192.0.2.2"]) == [201]
    # One household has a whole /64 network of IPv6.
    assert sorted(statuses(limited, [f"2001:db8:1:2::{number}" for number in range(1, 8)])) == [201] * 5 + [429] * 2
    assert statuses(limited, ["2001:db8:1:3::1"]) == [201]


def test_a_guest_has_so_many_messages_a_day_and_no_more(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    creator.configure(avee, guest_messages_per_day=3)
    guest, other = enter(api, "mira-agent"), enter(api, "mira-agent")
    conversation = guest.start(avee)
    for _ in range(3):
        guest.ask(conversation, "How do I reset my password?")
    refused = guest.ask(conversation, "How do I reset my password?", expect=429)
    assert (refused["code"], 0 < refused["fields"]["retry_after_s"] <= 86_400) == ("guest_limit_reached", True)
    assert "3 messages a day" in refused["detail"]
    assert guest.ask(guest.start(avee), "How do I reset my password?", expect=429)["code"] == "guest_limit_reached"
    other.ask(other.start(avee), "How do I reset my password?")
    # An account, the creator's own too, has no such limit.
    for person in (creator, api.sign_up("ada")):
        thread = person.start(avee)
        for _ in range(4):
            person.ask(thread, "How do I reset my password?")
    rows(database, "UPDATE messages SET created_at = created_at - interval '1 day'")
    guest.ask(conversation, "How do I reset my password?")


def test_messages_at_once_do_not_pass_the_limit(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    creator.configure(avee, guest_messages_per_day=4)
    guest = enter(api, "mira-agent")
    threads = [guest.start(avee) for _ in range(10)]

    def ask(thread: str) -> int:
        body = {"conversation_id": thread, "message": "How do I reset my password?"}
        headers = {"Authorization": f"Bearer {guest.token}"}
        status: int = api.client.post("/orchestrator/message", json=body, headers=headers).status_code
        return status

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(ask, threads))
    assert sorted(answers) == [200] * 4 + [429] * 6
    assert rows(database, "SELECT count(*) FROM messages WHERE role = 'user'")[0][0] == 4


def test_a_flood_of_guests_leaves_the_places_of_known_people(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    creator.configure(avee, guest_escalations_per_day=2, max_escalations_per_day=4)
    guests = [enter(api, "mira-agent") for _ in QUESTIONS]
    accepted_by(guests[0], avee, QUESTIONS[0])
    late = offered_to(guests[2], avee, QUESTIONS[2])[1]
    accepted_by(guests[1], avee, QUESTIONS[1])
    # One was offered before the share was used up: it cannot be accepted, and stays open.
    guests[2].call("PUT", "/me/guest-address", 202, json={"email": "late@example.net"})
    refused = guests[2].call("POST", f"/orchestrator/queue/{late}/accept", 429)
    assert (refused["code"], refused["fields"]["opens_at"] is not None) == ("day_limit_reached", True)
    routed = guests[3].ask(guests[3].start(avee), QUESTIONS[3])
    assert (routed["path"], "guests' share of 2" in routed["decision"]["reason"]) == ("F", True)
    ada = api.sign_up("ada")
    assert ada.ask(ada.start(avee), QUESTIONS[3])["path"] == "D"


def test_one_place_is_always_left(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    creator.configure(avee, guest_escalations_per_day=10, max_escalations_per_day=1)
    guest, ada = enter(api, "mira-agent"), api.sign_up("ada")
    assert guest.ask(guest.start(avee), NEW_QUESTION)["path"] == "F"
    assert ada.ask(ada.start(avee), NEW_QUESTION)["path"] == "D"


def test_a_creator_who_takes_no_questions_of_guests_still_lets_them_ask_the_agent(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    creator.configure(avee, allowed_user_tiers=["free", "follower", "paid"])
    guest = enter(api, "mira-agent")
    conversation = guest.start(avee)
    assert guest.ask(conversation, "How do I reset my password?")["path"] == "C"
    assert guest.ask(conversation, NEW_QUESTION)["path"] == "F"


def test_the_creator_filters_by_guests(api: Api, creator: Api) -> None:
    avee = open_workshop(creator)
    guest, ada = enter(api, "mira-agent"), api.sign_up("ada")
    accepted_by(guest, avee)
    offer = ada.ask(ada.start(avee), QUESTIONS[1])["escalation"]["id"]
    ada.call("POST", f"/orchestrator/queue/{offer}/accept", 200)
    for query, names in (("true", ["guest"]), ("false", ["free"])):
        listed = creator.call("GET", f"/orchestrator/queue?by_guests={query}", 200)["items"]
        assert [each["asker_tier"] for each in listed] == names
    log = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&tier=guest", 200)["items"]
    assert [each["message_content"] for each in log] == [NEW_QUESTION]


def test_guests_do_not_write_to_creators_by_the_rules_either(creator: Api) -> None:
    avee = creator.create_avee("mira-agent")
    assert creator.call("PUT", f"/orchestrator/config/{avee}", json={"direct_message_tiers": ["guest"]}).status_code == 422
