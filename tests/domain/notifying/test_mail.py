"""Mail in the domain: when news are told, what a summary names first, signed links, and the words of every language."""

import string
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from orchestrator.domain.notifying.mail.digest import WaitingGroup, read_digest
from orchestrator.domain.notifying.mail.kinds import MailKind, Sent, free_from, most_an_hour
from orchestrator.domain.notifying.mail.news import LOOKS_AT_MOST, SETTLE_AT_MOST, UNCONFIRMED_FOR, Reader, WaitingNews, plan_news
from orchestrator.domain.notifying.mail.phrases import PHRASES, read_accepted
from orchestrator.domain.notifying.mail.unsubscribing import Unsubscribing, read_signed, sign
from orchestrator.domain.replies.phrases import PHRASES as SPOKEN

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
READER = Reader(wants_them=True, is_confirmed=True, is_refused=False, seen_at=None, free_from=NOW - timedelta(days=1))


def news(ago: timedelta, is_read: bool = False) -> WaitingNews:
    return WaitingNews(uuid4(), NOW - ago, is_read)


@pytest.mark.parametrize(
    ("reader", "ago", "outcome"),
    [
        (READER, MINUTE - SECOND, "later"),
        (READER, MINUTE, "now"),
        (replace(READER, seen_at=NOW), 2 * MINUTE, "later"),
        (replace(READER, seen_at=NOW - MINUTE), 2 * MINUTE, "now"),
        (replace(READER, seen_at=NOW), LOOKS_AT_MOST - SECOND, "later"),
        (replace(READER, seen_at=NOW), LOOKS_AT_MOST, "now"),
        (replace(READER, free_from=NOW + SECOND), MINUTE, "later"),
        (replace(READER, is_confirmed=False), MINUTE, "later"),
        (replace(READER, is_confirmed=False), UNCONFIRMED_FOR - SECOND, "later"),
        (replace(READER, is_confirmed=False), UNCONFIRMED_FOR, "dropped"),
        (replace(READER, wants_them=False), MINUTE, "dropped"),
        (replace(READER, is_refused=True), MINUTE, "dropped"),
    ],
)
def test_when_one_piece_of_news_is_told(reader: Reader, ago: timedelta, outcome: str) -> None:
    plan = plan_news(reader, [news(ago)], NOW)
    assert [name for name in ("now", "later", "dropped") if getattr(plan, name)] == [outcome]
    assert all(at > NOW for at in plan.later.values())


def test_news_are_told_together_and_no_later_than_five_minutes_after_the_first() -> None:
    fresh, old = news(10 * SECOND), news(SETTLE_AT_MOST)
    assert plan_news(READER, [fresh, old], NOW).now == (old.id, fresh.id)
    assert set(plan_news(READER, [fresh, news(SETTLE_AT_MOST - SECOND)], NOW).later.values()) == {NOW + SECOND}


def test_read_news_are_dropped_and_hold_nothing_up() -> None:
    read, other = news(SECOND, is_read=True), news(MINUTE)
    plan = plan_news(READER, [read, other], NOW)
    assert (plan.now, plan.dropped) == ((other.id,), (read.id,))


@pytest.mark.parametrize("kind", list(MailKind))
def test_a_limit_an_hour_opens_with_its_oldest_mail(kind: MailKind) -> None:
    limit = most_an_hour(kind)
    sent = tuple(Sent(kind, NOW - timedelta(minutes=59 - at)) for at in range(limit))
    others = tuple(Sent(other, NOW) for other in MailKind if other is not kind for _ in range(20))
    assert free_from(kind, sent[1:] + others, NOW) == NOW
    assert free_from(kind, sent + others, NOW) == NOW + MINUTE


def group(number: int, people: int) -> WaitingGroup:
    return WaitingGroup(UUID(int=number), "Mara's agent", f"Question {number}?", people, NOW + number * SECOND)


def test_the_headline_counts_what_helps_most() -> None:
    digest = read_digest([group(number, people) for number, people in enumerate((1, 20, 2, 1, 19, 1, 1, 1, 1, 1, 1, 1))])
    assert digest is not None
    assert (digest.answers, digest.people) == (3, 41)
    assert [each.people for each in digest.listed[:4]] == [20, 19, 2, 1]
    assert (len(digest.listed), digest.more) == (10, 2)
    assert read_digest([]) is None


def test_a_signed_link_says_whose_and_which_and_cannot_be_changed() -> None:
    key = bytes(range(32))
    for kind in (MailKind.answers, MailKind.digest):
        what = Unsubscribing(uuid4(), kind)
        token = sign(what, key)
        assert read_signed(token, key) == what
        assert read_signed(token, bytes(32)) is None
        for at in range(len(token) - 1):
            other = "A" if token[at] != "A" else "B"
            assert read_signed(token[:at] + other + token[at + 1 :], key) is None
    for wrong in ("", "é" * 44, "=" * 20, "a" * 10_000):
        assert read_signed(wrong, key) is None


def test_mails_are_written_in_every_language_that_agents_speak() -> None:
    assert PHRASES.keys() == SPOKEN.keys()
    names = {field.name: {name for _, name, _, _ in string.Formatter().parse(getattr(PHRASES["en"], field.name)) if name}
             for field in fields(PHRASES["en"])}  # fmt: skip
    for language, phrases in PHRASES.items():
        for field, expected in names.items():
            text = getattr(phrases, field)
            assert text.strip() == text, (language, field)
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == expected, (language, field)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"), ("de", "de"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("xx, fr;q=0.5", "fr"), ("en;q=0.3, sv;q=0.7", "sv"), ("no", "nb"),
        ("nn-NO, de;q=0.9", "nb"), ("*", "en"), ("de;q=0", "en"), ("zh-Hant-TW", "zh"), (";;;,,,q=", "en"), ("fr;q=9", "en"),
    ],
)  # fmt: skip
def test_the_language_that_a_browser_asks_for(header: str, language: str) -> None:
    assert read_accepted(header) == language
