"""One rule for everything that two people, or two tabs, can edit: an edit names the version that it was made from, an outdated one
changes nothing, and what GET gave can be written back.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from support.api import Api

UNKNOWN = "01890000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Edited:
    """Something that can be edited, and how."""

    person: Api
    method: str
    path: str
    change: Callable[[int], dict[str, Any]]
    """A valid change, another for each number."""
    read: Callable[[], dict[str, Any]]

    def edit(self, change: dict[str, Any], if_match: str = "") -> Any:
        return self.person.call(self.method, self.path, json=change, headers={"If-Match": if_match})


def config(api: Api) -> Edited:
    creator = api.sign_up()
    path = f"/orchestrator/config/{creator.create_avee()}"
    return Edited(creator, "PUT", path, lambda n: {"max_escalations_per_day": n}, lambda: read(creator, path))


def answer(api: Api) -> Edited:
    creator = api.sign_up()
    answers = f"/avees/{creator.create_avee()}/canonical-answers"
    made = creator.call("POST", answers, 201, json={"question_pattern": "Which glue?", "answer_content": "White."})
    return Edited(
        creator, "PATCH", f"{answers}/{made['id']}", lambda n: {"answer_content": f"The glue number {n}."},
        lambda: dict(read(creator, answers)["items"][0]),
    )  # fmt: skip


def agent(api: Api) -> Edited:
    creator = api.sign_up()
    avee = creator.create_avee()
    return Edited(
        creator,
        "PATCH",
        f"/avees/{avee}",
        lambda n: {"persona": f"Speaks like number {n}."},
        lambda: dict(read(creator, "/avees")["items"][0]),
    )


def member(api: Api) -> Edited:
    creator, asker = api.sign_up(), api.sign_up()
    members = f"/avees/{creator.create_avee()}/members"
    path = f"{members}/{asker.user['id']}"
    creator.call("PUT", path, 200, json={"tier": "free", "layer": "public"}, headers={"If-Match": ""})
    change = [{"tier": tier, "layer": layer} for tier in ("free", "follower", "paid") for layer in ("public", "friends", "intimate")]
    return Edited(creator, "PUT", path, lambda n: change[n], lambda: dict(read(creator, members)["items"][0]))


def account(api: Api) -> Edited:
    person = api.sign_up()
    return Edited(person, "PATCH", "/me", lambda n: {"display_name": f"Name {n}"}, lambda: read(person, "/me"))


def notifications(api: Api) -> Edited:
    person = api.sign_up()
    path = "/me/notifications"
    return Edited(person, "PUT", path, lambda n: {"targets": [], "time_zone": f"Etc/GMT+{n}"}, lambda: read(person, path))


def read(person: Api, path: str) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", path, 200)
    return found


EVERYTHING = pytest.mark.parametrize("make", [config, answer, agent, member, account, notifications], ids=lambda make: make.__name__)


@EVERYTHING
def test_without_a_version_nothing_is_changed(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    before = thing.read()
    refused = thing.edit(thing.change(1))
    assert (refused.status_code, refused.json()["code"]) == (428, "precondition_required")
    assert thing.read() == before


@EVERYTHING
def test_an_outdated_edit_changes_nothing_and_is_told_the_newest_version(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    first = thing.read()["version"]
    saved = thing.edit(thing.change(1), f'"{first}"')
    assert saved.status_code == 200, saved.text
    newest = saved.json()["version"]
    assert newest == first + 1
    assert saved.headers["etag"] == f'"{newest}"'
    kept = thing.read()
    for late in (thing.edit(thing.change(2), f'"{first}"'), thing.edit(thing.change(2) | {"version": first})):
        assert late.status_code == 412
        assert late.json()["fields"]["version"] == newest
    assert thing.read() == kept
    assert thing.edit(thing.change(2) | {"version": newest}).status_code == 200


@EVERYTHING
def test_of_two_edits_at_once_exactly_one_wins(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    first = thing.read()["version"]
    headers = {"Authorization": f"Bearer {thing.person.token}", "If-Match": f'"{first}"'}

    def edit(number: int) -> int:
        response = shared.client.request(thing.method, thing.path, json=thing.change(number), headers=headers)
        return int(response.status_code)

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(edit, range(4)))
    assert sorted(statuses) == [200, 412, 412, 412]
    kept, won = thing.read(), thing.change(statuses.index(200))
    assert {name: kept[name] for name in won} == won


@EVERYTHING
def test_what_was_read_can_be_written_back(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    before = thing.read()
    written = thing.edit(before)
    assert written.status_code == 200, written.text
    after = thing.read()
    moving = {"version", "updated_at"}
    assert {name: value for name, value in after.items() if name not in moving} == {k: v for k, v in before.items() if k not in moving}
    assert after["version"] == before["version"] + 1


@EVERYTHING
def test_what_was_read_is_not_written_to_something_else(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    before = thing.read()
    name = next((each for each in ("avee_id", "user_id", "id") if each in before), None)
    if name is None:
        assert make is notifications, "only the settings of oneself have no id"
        return
    refused = thing.edit(before | {name: UNKNOWN})
    assert (refused.status_code, refused.json()["code"]) == (422, "other_id")
    assert thing.read() == before


@EVERYTHING
def test_header_and_body_name_one_version(shared: Api, make: Callable[[Api], Edited]) -> None:
    thing = make(shared)
    version = thing.read()["version"]
    refused = thing.edit(thing.change(1) | {"version": version}, f'"{version + 1}"')
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_if_match")


def test_an_answer_that_was_changed_meanwhile_is_not_retired(shared: Api) -> None:
    thing = answer(shared)
    thing.edit(thing.change(1), '"1"')
    for header, status in (("", 428), ('"1"', 412), ('"2"', 204)):
        assert thing.person.call("DELETE", thing.path, headers={"If-Match": header}).status_code == status


def test_rules_that_were_changed_meanwhile_are_not_restored(shared: Api) -> None:
    thing = config(shared)
    thing.edit(thing.change(1), '"1"')
    for header, status in (("", 428), ('"1"', 412), ('"2"', 200)):
        assert thing.person.call("POST", f"{thing.path}/versions/1/restore", headers={"If-Match": header}).status_code == status
