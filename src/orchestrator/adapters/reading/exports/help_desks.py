"""Zendesk: articles of a help centre and tickets with their comments, as its API and its exports write them, as JSON or one
JSON object a line."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.exports.pairing import collect, make_key, make_question
from orchestrator.adapters.reading.pages.page import read_page
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.domain.sources.addresses import normalise
from orchestrator.ports.sources import ReadExport, ReadItem, ReadQuestion

Json = dict[str, Any]


def read_zendesk(name: str, data: bytes) -> ReadExport:
    """An article becomes a document. Of a ticket, its description is the question and the first public comment by
    somebody else than the requester is the answer. Raises Invalid `unreadable_document`."""
    records = list(_read_records(_load(data)))
    items = [item for record in records if (item := _read_article(name, record))]
    tickets = [record for record in records if isinstance(record.get("comments"), list)]
    if not items and not tickets:
        raise unreadable(name, "it holds no published articles, and no tickets with their comments, as Zendesk writes them")
    return collect(map(_read_ticket, tickets), Counter(), items, is_whole=True)


def _load(data: bytes) -> Any:
    text = decode(data)
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]


def _read_records(whole: Any) -> Iterator[Json]:
    if isinstance(whole, list):
        for each in whole:
            yield from _read_records(each)
    elif isinstance(whole, dict):
        lists = [whole[name] for name in ("articles", "tickets", "results") if isinstance(whole.get(name), list)]
        inner = [whole[name] for name in ("article", "ticket") if isinstance(whole.get(name), dict)]
        for each in (*(one for found in lists for one in found), *inner):
            if isinstance(each, dict):
                # The comments may stand beside the ticket.
                yield each if "comments" in each else each | {key: whole[key] for key in ("comments",) if inner and key in whole}
        if not lists and not inner:
            yield whole


def _read_article(name: str, record: Json) -> ReadItem | None:
    if "comments" in record or record.get("draft") or not isinstance(record.get("body"), str) or "requester_id" in record:
        return None
    # Articles for signed-in readers alone are no public knowledge.
    if record.get("user_segment_id"):
        return None
    text, title = read_page(clean(record["body"])).markdown.strip(), clean(str(record.get("title") or record.get("name") or "")).strip()
    key = make_key("article", record.get("id") or title, record.get("locale") or "")
    address = normalise(str(record.get("html_url") or ""))
    return ReadItem(key, title, text, address or f"{name}/{key}.md") if text else None


def _read_ticket(record: Json) -> ReadQuestion | None:
    comments = [each for each in record["comments"] if isinstance(each, dict) and each.get("public", True)]
    requester = record.get("requester_id") or record.get("submitter_id") or (comments[0].get("author_id") if comments else None)
    answer = next((each for each in comments if each.get("author_id") != requester), None)
    if answer is None or requester is None:
        return None
    asked = str(record.get("description") or "") or next((_read_body(each) for each in comments if each.get("author_id") == requester), "")
    subject = str(record.get("subject") or "").strip()
    question = subject if subject.endswith("?") or not asked else asked
    requested_by = record.get("requester")
    asker = str(requested_by.get("name") or "") if isinstance(requested_by, dict) else ""
    return make_question(make_key("ticket", record.get("id")), question, _read_body(answer), asker)


def _read_body(comment: Json) -> str:
    plain = comment.get("plain_body") or comment.get("body")
    return str(plain) if plain else read_page(clean(str(comment.get("html_body") or ""))).markdown
