"""The decision log, filtered: by path, rule, time and words."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from orchestrator.adapters.postgres.stores.routing import log
from support.api import Api

ASKED = ("Hello!", "Which INSURANCE do I need?", "Would you ever teach a class on restoring antique violins?", "100% of a hive_box?")


@pytest.fixture(scope="module")
def story(shared: Api) -> tuple[Api, str]:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, blocked_topics=["insurance"])
    for text in ASKED:
        asker.ask(asker.start(avee), text)
    return creator, avee


def said(creator: Api, avee: str, query: str) -> list[str]:
    items: list[dict[str, Any]] = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&{query}", 200)["items"]
    return [each["message_content"] for each in items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("path=F", [1]),
        ("path=A", [0]),
        ("rule=small_talk", [0]),
        ("rule=blocked_topic&path=A", []),
        ("said=insurance", [1]),
        ("said=100%25", [3]),
        ("said=e_b", [3]),
        ("said=_", [3]),
        ("said=%25", [3]),
        ("said=", [3, 2, 1, 0]),
        ("said=nothing+like+it", []),
    ],
)
def test_filters(story: tuple[Api, str], query: str, found: list[int]) -> None:
    assert said(*story, query) == [ASKED[number] for number in found]


def test_the_time_filters(story: tuple[Api, str]) -> None:
    creator, avee = story
    every = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}", 200)["items"]
    at = quote(every[1]["created_at"])
    assert said(creator, avee, f"since={at}") == [each["message_content"] for each in every[:2]]
    assert said(creator, avee, f"until={at}") == [each["message_content"] for each in every[2:]]
    later = quote((datetime.fromisoformat(every[0]["created_at"]) + timedelta(seconds=1)).isoformat())
    assert said(creator, avee, f"since={later}") == []
    ever = "since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z"
    assert said(creator, avee, ever) == [each["message_content"] for each in every]


def test_filters_hold_across_pages(story: tuple[Api, str]) -> None:
    creator, avee = story
    first = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&said=h&limit=1", 200)
    assert first["next_cursor"]
    rest = said(creator, avee, f"said=h&cursor={first['next_cursor']}")
    assert [first["items"][0]["message_content"], *rest] == [text for text in reversed(ASKED) if "h" in text.lower()]


@pytest.mark.parametrize("looked_at", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("query", ["said=h", "said=nothing+like+it", "rule=small_talk"])
def test_a_long_log_is_searched_in_steps(story: tuple[Api, str], monkeypatch: pytest.MonkeyPatch, query: str, looked_at: int) -> None:
    creator, avee = story
    at_once = said(creator, avee, query)
    monkeypatch.setattr(log, "LOOKED_AT", looked_at)
    found, cursor, steps = list[str](), "", 0
    while cursor is not None:
        page = creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&{query}" + (f"&cursor={cursor}" if cursor else ""), 200)
        found += [each["message_content"] for each in page["items"]]
        cursor, steps = page["next_cursor"], steps + 1
    assert found == at_once
    assert steps == 1 + len(ASKED) // looked_at


@pytest.mark.parametrize("query", ["path=G", "rule=none", "since=yesterday", "since=2026-01-01T00:00:00", "said=%00"])
def test_an_invalid_filter_is_refused(story: tuple[Api, str], query: str) -> None:
    creator, avee = story
    creator.call("GET", f"/orchestrator/decisions?avee_id={avee}&{query}", 422)
