"""Published answers: what anybody may read on an agent's public page, and what nobody may."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.settings import Settings
from support.api import Api
from support.links import SITE
from support.servers import programs
from support.stories import rows

QUESTION = "When do I start feeding in autumn?"
ANSWER = "In the **second week** of August, see [the guide](https://example.org/guide)."
HTML = {"Accept": "text/html"}


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


def path_of(avee: str, answer: dict[str, Any]) -> str:
    return f"/avees/{avee}/canonical-answers/{answer['id']}"


def publish(creator: Api, avee: str, question: str = QUESTION, text: str = ANSWER, **changes: Any) -> dict[str, Any]:
    answer = creator.add_answer(avee, question, text, **changes)
    published: dict[str, Any] = creator.call("PATCH", path_of(avee, answer), 200, json={"published": True})
    return published


def read(api: Api, path: str, status: int = 200, **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Api(api.client).call("GET", path, headers=HTML | sent, follow_redirects=False)
    assert response.status_code == status, response.text
    return response


def page_of(api: Api, slug: str | None = None, status: int = 200, query: str = "") -> str:
    path = f"/@mira-agent{api.suffix}/answers" + (f"/{slug}" if slug else "") + query
    text: str = read(api, path, status).text
    return text


def facts_of(page: str) -> dict[str, Any]:
    (facts,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    read_facts: dict[str, Any] = json.loads(facts)
    return read_facts


def test_nothing_is_public_until_it_is_published(api: Api, creator: Api, avee: str) -> None:
    answer = creator.add_answer(avee, QUESTION, ANSWER)
    assert (answer["published"], answer["slug"]) == (False, None)
    assert "Nothing is published yet." in page_of(api)
    published = creator.call("PATCH", path_of(avee, answer), 200, json={"published": True})
    assert (published["published"], published["slug"]) == (True, "when-do-i-start-feeding-in-autumn")
    listed, one = page_of(api), page_of(api, published["slug"])
    for page in (listed, one):
        assert QUESTION in page
        assert "<strong>second week</strong>" in page
        assert 'rel="nofollow ugc noopener noreferrer"' in page
        assert "Mira" in page
    assert "<script>" not in one
    creator.call("PATCH", path_of(avee, answer), 200, json={"published": False})
    assert QUESTION not in page_of(api)
    assert QUESTION not in page_of(api, published["slug"], 404)
    again = creator.call("PATCH", path_of(avee, answer), 200, json={"published": True})
    assert again["slug"] == published["slug"]


def test_what_search_engines_read(api: Api, creator: Api, avee: str) -> None:
    slug = publish(creator, avee)["slug"]
    listed, one = facts_of(page_of(api)), facts_of(page_of(api, slug))
    assert (listed["@type"], one["@type"]) == ("FAQPage", "QAPage")
    (question,) = listed["mainEntity"]
    assert question == one["mainEntity"]
    assert question["name"] == QUESTION
    assert question["inLanguage"] == "en"
    assert question["acceptedAnswer"]["text"] == "In the second week of August, see the guide."
    assert question["acceptedAnswer"]["author"] == {"@type": "Person", "name": "Mira"}
    page = page_of(api, slug)
    assert f'<link rel="canonical" href="{question["url"]}">' in page
    assert f'<meta property="og:url" content="{question["url"]}">' in page
    assert f'<meta property="og:title" content="{QUESTION}">' in page


def test_asking_starts_from_there(api: Api, creator: Api, avee: str) -> None:
    publish(creator, avee)
    page = page_of(api, query="?query=feeding+wasps")
    assert f'<form action="/@mira-agent{api.suffix}" method="get">' in page
    assert re.search(r'<textarea id="ask" name="ask"[^>]*>feeding wasps</textarea>', page)
    assert "No answer contains these words." in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"published": True, "layer": "friends"}, 422, "not_public"),
        ({"published": "perhaps"}, 422, "invalid_request"),
    ],
)
def test_what_is_not_published(creator: Api, avee: str, change: dict[str, Any], status: int, code: str) -> None:
    answer = creator.add_answer(avee, QUESTION, ANSWER)
    assert creator.call("PATCH", path_of(avee, answer), status, json=change)["code"] == code


def test_an_answer_that_becomes_private_is_withdrawn(api: Api, creator: Api, avee: str) -> None:
    answer = publish(creator, avee)
    private = creator.call("PATCH", path_of(avee, answer), 200, json={"layer": "friends"})
    assert private["published"] is False
    page_of(api, answer["slug"], 404)
    # Also where the layer is changed without a new version: by adding the same answer again.
    other = publish(creator, avee, "Where is the wax?", "In the shed.")
    body = {"question_pattern": "Where is the wax?", "answer_content": "In the shed.", "layer": "intimate"}
    assert creator.call("POST", f"/avees/{avee}/canonical-answers", 200, json=body)["published"] is False
    page_of(api, other["slug"], 404)


def test_a_retired_answer_is_withdrawn(api: Api, creator: Api, avee: str) -> None:
    answer = publish(creator, avee)
    creator.call("DELETE", path_of(avee, answer), 204)
    page_of(api, answer["slug"], 404)
    assert QUESTION not in page_of(api)


def test_an_askers_words_are_never_published(api: Api, creator: Api, avee: str) -> None:
    asked = "My neighbour Jane Miller wants to know whether you teach how to repair antique violins, do you?"
    asker = api.sign_up()
    offer = asker.ask(asker.start(avee), asked)["escalation"]
    asker.call("POST", f"/orchestrator/queue/{offer['id']}/accept", 200)
    creator.call("POST", f"/orchestrator/queue/{offer['id']}/answer", 200, json={"answer": "Every second winter."})
    (answer,) = creator.call("GET", f"/avees/{avee}/canonical-answers", 200)["items"]
    assert answer["is_own_wording"] is False
    for words in ({}, {"question_pattern": asked.rstrip("?").upper()}):
        refused = creator.call("PATCH", path_of(avee, answer), 409, json={"published": True} | words)
        assert refused["code"] == "own_wording_needed"
    creator.call("PATCH", path_of(avee, answer), 200, json={"published": True, "question_pattern": "Is there a class on violin repair?"})
    page = page_of(api, "is-there-a-class-on-violin-repair")
    assert "Jane" not in page
    for trace in (answer["id"], offer["id"], asker.user["id"], asker.user["handle"]):
        assert trace not in page


def test_who_may_publish(api: Api, creator: Api, avee: str, shared_database: EmbeddedServer) -> None:
    answer = creator.add_answer(avee, QUESTION, ANSWER)
    for role, expected in (("viewer", 403), ("answerer", 403), ("editor", 200)):
        member = api.sign_up()
        insert = "INSERT INTO team_members (avee_id, user_id, role) VALUES (:avee, :user, :role)"
        rows(shared_database, insert, avee=avee, user=member.user["id"], role=role)
        assert member.call("PATCH", path_of(avee, answer), expected, json={"published": True})
        assert page_of(api).count(QUESTION) > 0 if role == "editor" else QUESTION not in page_of(api)
    assert api.sign_up().call("PATCH", path_of(avee, answer), 404, json={"published": True})


def test_an_edit_names_its_version(creator: Api, avee: str) -> None:
    answer = creator.add_answer(avee, QUESTION, ANSWER)
    body = {"published": True}
    creator.call("PATCH", path_of(avee, answer), 428, json=body, headers={"If-Match": ""})
    assert creator.call("PATCH", path_of(avee, answer), 200, json=body, headers={"If-Match": '"1"'})["version"] == 2
    creator.call("PATCH", path_of(avee, answer), 412, json={"published": False}, headers={"If-Match": '"1"'})


def test_a_correction_shows_at_once(api: Api, creator: Api, avee: str) -> None:
    answer = publish(creator, avee)
    path = f"/@mira-agent{api.suffix}/answers/{answer['slug']}"
    first = read(api, path)
    assert first.headers["cache-control"] == "public, no-cache"
    assert read(api, path, 304, **{"If-None-Match": first.headers["etag"]}).content == b""
    creator.call("PATCH", path_of(avee, answer), 200, json={"answer_content": "In September.", "question_pattern": "When to feed?"})
    # It has not settled: what is corrected twice in a second is not told apart by the time.
    assert "last-modified" not in first.headers
    second = read(api, path, **{"If-None-Match": first.headers["etag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert "In September." in second.text
    assert "August" not in second.text
    assert "When to feed?" in second.text


def test_last_modified_is_honoured_once_the_page_has_settled(settings: Settings, database: EmbeddedServer) -> None:
    with TestClient(programs.make_app(), client=programs.PEER) as client:
        api = Api(client)
        creator = api.sign_up("mira")
        avee = creator.create_avee("mira-agent")
        answer = publish(creator, avee)
        rows(database, "ALTER TABLE canonical_answers DISABLE TRIGGER USER")
        past = "now() - interval '1 day'"
        rows(database, f"UPDATE canonical_answers SET updated_at = {past}, published_at = {past}")
        for table in ("avees", "users"):
            rows(database, f"ALTER TABLE {table} DISABLE TRIGGER USER")
            rows(database, f"UPDATE {table} SET updated_at = {past}")
        path = f"/@mira-agent/answers/{answer['slug']}"
        modified = read(api, path).headers["last-modified"]
        assert read(api, path, 304, **{"If-Modified-Since": modified}).content == b""
        assert read(api, path, 200, **{"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}).text
        assert read(api, path, 200, **{"If-Modified-Since": "yesterday"}).text
        # Expired answers are not given, and not shown.
        rows(database, f"UPDATE canonical_answers SET expires_at = {past}")
        read(api, path, 404)


class Elements(HTMLParser):
    """The elements of a page, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,<script>alert(1)</script>)",
    '<img src=x onerror=alert(1)> ![](https://evil.example/pixel.png) ![" onerror="alert(1)](https://evil.example/p.png)',
    '[a](https://e.org/"onmouseover="alert(1)) <!-- ]]> <![CDATA[ \u2028 \u202e',
    "{{ 7 * 7 }} {% raw %} & &lt;b&gt;",
    "(" * 20_000,
    "[" * 50_000,
    "a " * 25_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_texts_are_only_text(api: Api, creator: Api, avee: str, text: str) -> None:
    answer = publish(creator, avee, f"{text[:2_000]}?", text)
    for page in (page_of(api), page_of(api, answer["slug"])):
        assert page.count("<script") == 1
        assert page.count("</script") == 1
        assert facts_of(page)
        elements = Elements()
        elements.feed(page)
        assert not elements.names & {"img", "iframe", "object", "embed", "base", "svg"}
        assert not [name for name, _ in elements.attributes if name.startswith("on")]
        addresses = [value or "" for name, value in elements.attributes if name in ("href", "action", "src")]
        assert all(address.startswith(("http://", "https://", "/")) for address in addresses)
        assert "{{ 7 * 7 }}" in page if "7 * 7" in text else True
    response = read(api, f"/@mira-agent{api.suffix}/answers")
    assert "script" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_searching_and_paging(api: Api, creator: Api, avee: str) -> None:
    for number in range(23):
        publish(creator, avee, f"What is rule number {number:02}?", "It is written in the book.")
    publish(creator, avee, "Wo steht das Wachs?", "Es steht im Schuppen hinter dem Haus, gleich neben der Tür.")
    first, second = page_of(api), page_of(api, query="?page=2")
    assert (first.count("<article"), second.count("<article")) == (20, 4)
    assert "answers?page=2" in first
    assert 'rel="prev"' in second
    assert "rule number 22" in first
    assert "rule number 00" in second
    assert '<article lang="de"' in first
    found = page_of(api, query="?query=NUMBER%2007")
    assert found.count("<article") == 1
    assert "?query=number&amp;page=2" in page_of(api, query="?query=number")
    for nonsense in ("?page=3", "?page=0", "?page=x", "?page=99999999999999999999", "?page=-1"):
        page_of(api, status=404, query=nonsense)
    # Addresses that others make may have anything in them.
    assert page_of(api, query="?utm_source=x&fbclid=y").count("<article") == 20
    assert page_of(api, query="?query=%00%ED%A0%80%25_'").count("<article") == 0


def test_two_answers_to_the_same_words_have_an_address_each(creator: Api, avee: str) -> None:
    assert publish(creator, avee, QUESTION, "One.")["slug"] == "when-do-i-start-feeding-in-autumn"
    assert publish(creator, avee, f"{QUESTION}!", "Two.")["slug"] == "when-do-i-start-feeding-in-autumn-2"


def test_the_list_of_the_team_is_filtered(creator: Api, avee: str) -> None:
    creator.add_answer(avee, "Where is the wax?", "In the shed.")
    published = publish(creator, avee)
    for wanted, expected in (("true", [published["id"]]), ("false", 1)):
        items = creator.call("GET", f"/avees/{avee}/canonical-answers?published={wanted}", 200)["items"]
        assert [each["id"] for each in items] == expected if wanted == "true" else len(items) == expected


def test_the_words_around_it_are_the_readers(api: Api, creator: Api, avee: str) -> None:
    publish(creator, avee)
    german = read(api, f"/@mira-agent{api.suffix}/answers", accept_language="de-AT,en;q=0.5")
    assert '<html lang="de" dir="ltr">' in german.text
    assert "Diese Antworten durchsuchen" in german.text
    assert '<article lang="en"' in german.text
    assert "Accept-Language" in german.headers["vary"]
    assert 'dir="rtl"' in read(api, f"/@mira-agent{api.suffix}/answers", accept_language="ar").text


def test_the_old_handle_leads_on(api: Api, creator: Api, avee: str) -> None:
    slug = publish(creator, avee)["slug"]
    creator.call("PATCH", f"/avees/{avee}", 200, json={"handle": f"bees{api.suffix}"})
    for tail in ("", f"/{slug}"):
        moved = read(api, f"/@mira-agent{api.suffix}/answers{tail}", 308)
        assert moved.headers["location"] == f"/@bees{api.suffix}/answers{tail}"
        assert QUESTION in read(api, moved.headers["location"]).text


def test_what_is_not_there(api: Api, creator: Api, avee: str) -> None:
    for path in (
        "/@nobody-at-all/answers",
        f"/@mira-agent{api.suffix}/answers/no-such",
        "/@%00/answers",
        f"/@mira-agent{api.suffix}/answers/%00",
    ):
        assert "This page does not exist" in read(api, path, 404).text
        assert api.call("GET", path).json()["status"] == 404
    creator.call("DELETE", f"/avees/{avee}", 204)
    page_of(api, status=404)


def test_the_sitemap_and_the_robots(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", SITE)
    monkeypatch.setenv("RATE_PAGES_PER_ADDRESS", "6/hour")
    with TestClient(programs.make_app(), base_url=SITE, client=programs.PEER) as client:
        api = Api(client)
        creator = api.sign_up("mira")
        avee = creator.create_avee("mira-agent")
        creator.add_answer(avee, "Where is the wax?", "In the shed.")
        assert "<loc>" not in read(api, "/sitemap.xml").text
        publish(creator, avee)
        publish(creator, avee, "Где мёд?", "В сарае.")
        found = read(api, "/sitemap.xml")
        assert found.headers["content-type"] == "application/xml"
        located = re.findall("<loc>(.*?)</loc><lastmod>([^<]*)</lastmod>", found.text)
        base = f"{SITE}/@mira-agent/answers"
        assert [url for url, _ in located] == [f"{base}/when-do-i-start-feeding-in-autumn", f"{base}/%D0%B3%D0%B4%D0%B5-%D0%BC%D1%91%D0%B4"]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", changed) for _, changed in located)
        assert f"Sitemap: {SITE}/sitemap.xml" in read(api, "/robots.txt").text
        assert f'<link rel="canonical" href="{located[1][0]}">' in read(api, located[1][0].removeprefix(SITE)).text
        assert read(api, "/sitemap-1.xml").text == found.text
        assert read(api, "/sitemap-2.xml", 404)
        limited = read(api, "/sitemap.xml", 429)
        assert int(limited.headers["retry-after"]) > 0
