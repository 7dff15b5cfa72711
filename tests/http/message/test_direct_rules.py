"""Direct messages obey the creator's rules: switch, tier, limits, blocked topics, safety; and the preview tells of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from support.api import Api


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def asker(api: Api) -> Api:
    return api.sign_up("ada")


def send(person: Api, conversation: str, content: str, expect: int = 201, **changes: Any) -> Any:
    return person.call("POST", f"/conversations/{conversation}/messages", expect, json={"content": content} | changes)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"direct_messages_enabled": False}, "direct_messages_disabled"),
        ({"direct_message_tiers": ["follower", "paid"]}, "tier_not_allowed"),
    ],
)
def test_who_may_not_write_cannot_start_either(creator: Api, avee: str, asker: Api, rules: dict[str, Any], code: str) -> None:
    direct = asker.start(avee, "direct")
    send(asker, direct, "Hello?")
    creator.configure(avee, **rules)
    assert send(asker, direct, "Hello again?", 403)["code"] == code
    refused = asker.call("POST", "/conversations", 403, json={"avee_id": avee, "kind": "direct"})
    assert refused["code"] == code
    send(creator, direct, "The creator still answers.")
    preview = creator.call("POST", f"/orchestrator/config/{avee}/preview", 200, json={})
    assert preview["direct"] == {"considered": 1, "refused": 1}


def test_the_profile_says_whether_direct_messages_are_taken(creator: Api, avee: str, asker: Api) -> None:
    handle = next(each["handle"] for each in creator.call("GET", "/avees", 200)["items"] if each["id"] == avee)
    assert asker.call("GET", f"/avees/{handle}", 200)["takes_direct_messages"] is True
    creator.configure(avee, direct_messages_enabled=False)
    assert asker.call("GET", f"/avees/{handle}", 200)["takes_direct_messages"] is False


def test_one_person_waits_for_a_reply_after_their_limit(creator: Api, avee: str, crowd: Api, asker: Api) -> None:
    creator.configure(avee, max_direct_messages_per_person=2)
    direct, second = asker.start(avee, "direct"), asker.start(avee, "direct")
    send(asker, direct, "One")
    send(asker, second, "Two")
    refused = send(asker, direct, "Three", 429)
    assert (refused["code"], bool(refused["fields"]["opens_at"])) == ("direct_limit_reached", True)
    other = crowd.sign_up()
    send(other, other.start(avee, "direct"), "Somebody else")
    send(creator, direct, "A reply")
    send(asker, direct, "Three")


def test_all_people_together_stay_within_the_limit_exactly(creator: Api, avee: str, crowd: Api) -> None:
    creator.configure(avee, max_direct_messages_per_day=3)
    people = [crowd.sign_up() for _ in range(6)]
    threads = [(person, person.start(avee, "direct")) for person in people]

    def attempt(thread: tuple[Api, str]) -> int:
        person, conversation = thread
        headers = {"Authorization": f"Bearer {person.token}"}
        sent = person.client.post(f"/conversations/{conversation}/messages", json={"content": "Hello?"}, headers=headers)
        return int(sent.status_code)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(attempt, threads)) == [201] * 3 + [429] * 3


def test_the_same_message_again_does_not_meet_the_limit(creator: Api, avee: str, asker: Api) -> None:
    creator.configure(avee, max_direct_messages_per_person=1)
    direct = asker.start(avee, "direct")
    first = send(asker, direct, "Hello?", client_message_id="one")
    assert send(asker, direct, "Hello?", client_message_id="one")["id"] == first["id"]
    send(asker, direct, "Hello?", 429, client_message_id="two")


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        ("What about my refunds?", "blocked_topic", "a topic that Mira keeps out"),
        ("You are a stupid idiot", "unsafe_message", "I cannot help with this message."),
        ("I want to kill myself tonight", "unsafe_message", "findahelpline.com"),
    ],
)
def test_blocked_topics_and_safety_hold(creator: Api, avee: str, asker: Api, content: str, code: str, says: str) -> None:
    creator.configure(avee, blocked_topics=["refund"])
    refused = send(asker, asker.start(avee, "direct"), content, 403)
    assert refused["code"] == code
    assert says in refused["detail"]
    assert creator.call("GET", "/conversations?side=creator", 200)["items"] == []
