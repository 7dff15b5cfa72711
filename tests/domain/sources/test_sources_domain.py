"""Kinds, addresses, the meaning of an answer, and what a proposal leaves out."""

from datetime import UTC, datetime, timedelta

import pytest

from orchestrator.domain.errors import Invalid
from orchestrator.domain.sources.addresses import is_same_host, join, normalise
from orchestrator.domain.sources.kinds import DocumentSourceKind, guess_address_kind, guess_file_kind
from orchestrator.domain.sources.proposals import propose
from orchestrator.domain.sources.visits import Answer, Visit, plan_next_look, read_visit
from support.exports import SUBTITLES, discourse, mbox, notion, telegram, zendesk

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.srt", SUBTITLES, DocumentSourceKind.subtitles),
        ("mail", mbox(), DocumentSourceKind.mbox),
        ("n.ZIP", notion(), DocumentSourceKind.notion),
        ("result.json", telegram(), DocumentSourceKind.telegram),
        ("t.json", discourse(), DocumentSourceKind.discourse),
        ("z.json", zendesk(), DocumentSourceKind.zendesk),
    ],
)
def test_a_file_tells_its_kind(name: str, data: bytes, kind: DocumentSourceKind) -> None:
    assert guess_file_kind(name, data) is kind


def test_what_tells_nothing_is_asked_about() -> None:
    with pytest.raises(Invalid, match="say the kind"):
        guess_file_kind("what.json", b"{}")
    assert guess_address_kind("https://example.org/blog/feed/") is DocumentSourceKind.feed
    assert guess_address_kind("https://example.org/feeding") is DocumentSourceKind.website


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://Example.ORG:443/a b?utm_source=x&q=1#part", None),
        ("HTTPS://Example.ORG:443/a%20b?utm_source=x&q=1#part", "https://example.org/a%20b?q=1"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("https://example.org:99999/", None),
        ("javascript:alert(1)", None),
        ("https://" + "a" * 3_000, None),
    ],
)
def test_an_address_has_one_form(address: str, normal: str | None) -> None:
    assert normalise(address) == (normal if normal is not None or " " not in address else "https://example.org/a%20b?q=1")


def test_links_are_joined_and_hosts_compared() -> None:
    assert join("https://example.org/a/b", "../c") == "https://example.org/c"
    assert is_same_host("http://www.example.org/", "https://example.org/a")
    assert not is_same_host("https://example.org:8443/", "https://example.org/")


@pytest.mark.parametrize(
    ("status", "visit"),
    [(200, Visit.read), (304, Visit.unchanged), (404, Visit.gone), (410, Visit.gone), (429, Visit.stop), (503, Visit.stop), (500, Visit.failed),
     (403, Visit.failed), (302, Visit.moved)],
)  # fmt: skip
def test_what_an_answer_means(status: int, visit: Visit) -> None:
    assert read_visit(Answer(status, location="/there")) is visit


@pytest.mark.parametrize(
    ("every", "asked_s", "has_failed", "waits"),
    [(24, 0, False, timedelta(hours=24)), (None, 0, True, None), (24, 0, True, timedelta(hours=1)), (24, 7_200, True, timedelta(hours=2)),
     (168, 10**9, True, timedelta(days=1))],
)  # fmt: skip
def test_when_it_is_looked_at_next(every: int | None, asked_s: float, has_failed: bool, waits: timedelta | None) -> None:
    assert plan_next_look(NOW, every, asked_s, has_failed) == (NOW + waits if waits else None)


def test_a_proposal_leaves_out_what_is_personal() -> None:
    found = propose(
        "Hello,\n\nCan you send a jar to tom@example.org or call +49 170 1234567? I am Tom Berger.\n\nThanks", "Yes, in May.", "Tom Berger"
    )
    assert found is not None
    assert (found.question, found.left_out) == ("Can you send a jar to … or call …?", 2)


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Hi", "A long enough answer."), ("How long does it take?", "👍"), ("?" * 100, "An answer."), ("a " * 5_000, "An answer.")],
)
def test_what_says_too_little_or_too_much_is_not_proposed(question: str, answer: str) -> None:
    assert propose(question, answer) is None
