"""Broken and hostile files of every kind are refused in one sentence, or read as far as they say anything."""

import io
import json
import zipfile

import pytest

from orchestrator.adapters.reading.confined.requests import Request
from orchestrator.adapters.reading.sources.tasks import EXPORTS, read
from orchestrator.domain.errors import OrchestratorError
from orchestrator.ports.sources import ReadExport, ReadPage, ReadRobots, ReadSitemap
from support.exports import FEED, discourse, mbox, notion, telegram, zendesk

ADDRESS = "https://bees.example.org/"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
) + b"]><urlset><url><loc>https://bees.example.org/&j;</loc></url></urlset>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title><guid>1</guid><description>&x;</description></item></channel></rss>'


def zipped(**files: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return found.getvalue()


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "deep": b"[" * 100_000,
    "deep object": b'{"a":' * 50_000,
    "wrong types": json.dumps(
        {
            "messages": 3,
            "post_stream": [],
            "articles": [1, None, "x"],
            "tickets": [{"comments": 1}, {"comments": [None]}],
            "chats": {"list": 5},
        }
    ).encode(),
    "bomb": zipped(one_md=b"\0" * 50_000_000),
    "zip in zip in zip": zipped(one_zip=zipped(two_zip=zipped(three_md=b"# Three"))),
    "entities": ENTITIES,
    "outside": OUTSIDE,
    "spaces": b"a " * 10_000,
    "brackets": b"(" * 10_000,
    "dots": b"." * 10_000,
    "from lines": b"From \n" * 10_000,
    "half": mbox()[:300] + telegram()[:40],
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("task", [*EXPORTS, "page", "sitemap", "robots"])
def test_whatever_comes_is_read_or_refused(task: str, name: str) -> None:
    try:
        found = read(Request(ADDRESS, task, {"answered_by": ["mira"], "robots": "Disallow: /"}), HOSTILE[name])
    except OrchestratorError as error:
        assert error.code in ("unreadable_document", "too_large_document")  # noqa: PT017  # one of two, or none at all
        return
    assert isinstance(found, ReadExport | ReadPage | ReadSitemap | ReadRobots)
    assert "root:" not in str(found)
    assert len(str(found)) < 1_000_000


def test_a_sitemap_and_links_stay_on_their_host_and_within_what_is_allowed() -> None:
    robots = "User-agent: orchestrator\nDisallow: /private\nCrawl-delay: 3\nSitemap: https://bees.example.org/map.xml\nSitemap: https://evil.example/"
    addresses = ("https://bees.example.org/a#part", "https://bees.example.org/a?utm_source=x", "https://evil.example/b",
                 "https://bees.example.org/private/c", "javascript:alert(1)", "https://bees.example.org:8443/d")  # fmt: skip
    listed = "".join(f"<url><loc>{each.replace('&', '&amp;')}</loc></url>" for each in addresses)
    sitemap = read(Request(ADDRESS, "sitemap", {"robots": robots}), f"<urlset>{listed}</urlset>".encode())
    assert isinstance(sitemap, ReadSitemap)
    assert sitemap.pages == ("https://bees.example.org/a",)
    links = "".join(f'<a href="{each}">x</a>' for each in addresses)
    page = read(
        Request(ADDRESS, "page", {"robots": robots}),
        f"<body><p style='display:none'>Hidden.</p><p>Shown to all.</p>{links}</body>".encode(),
    )
    assert isinstance(page, ReadPage)
    assert page.links == ("https://bees.example.org/a",)
    assert "Hidden" not in page.text
    rules = read(Request(ADDRESS + "private/x", "robots"), robots.encode())
    assert rules == ReadRobots(False, 3.0, ("https://bees.example.org/map.xml",))


@pytest.mark.parametrize(
    ("task", "data", "names", "items", "questions"),
    [
        ("mbox", mbox(), ["MIRA@example.org"], 0, 1),
        ("mbox", mbox(), ["nobody"], 0, 0),
        ("telegram", telegram(kind="public_supergroup"), ["@Mira"], 0, 1),
        ("discourse", discourse(), ["mira"], 0, 1),
        ("discourse", discourse(), ["tom"], 0, 0),
        ("zendesk", zendesk(), [], 1, 1),
        ("notion", notion(Feeding="# Feeding\n\nSugar."), [], 2, 0),
        ("feed", FEED, [], 2, 0),
    ],
)
def test_exports_are_read(task: str, data: bytes, names: list[str], items: int, questions: int) -> None:
    found = read(Request("export", task, {"answered_by": names}), data)
    assert isinstance(found, ReadExport)
    assert (len(found.items), len(found.questions)) == (items, questions)
