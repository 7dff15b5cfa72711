"""Discourse: topics as its API writes them (`/t/ID.json`), one or a list of them, or {"topics": […]}, or a list of posts."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from orchestrator.adapters.reading.decoding import clean, decode
from orchestrator.adapters.reading.exports.pairing import collect, fold_names, is_one_of, make_key, make_question
from orchestrator.adapters.reading.pages.page import read_page
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.ports.sources import ReadExport, ReadQuestion

Json = dict[str, Any]


def read_discourse(name: str, data: bytes, answered_by: list[str]) -> ReadExport:
    """The first post of a topic is the question. Its answer is the post that was accepted as the solution, else the first
    one by the creator or, where no name is given, by the staff. Raises Invalid `unreadable_document`."""
    topics = list(_read_topics(_load(data)))
    if not topics:
        raise unreadable(name, "it holds no topics with posts, as Discourse writes them")
    names, answerers = fold_names(answered_by), Counter[str]()
    return collect((_read_topic(topic, posts, names, answerers) for topic, posts in topics), answerers)


def _load(data: bytes) -> Any:
    text = decode(data)
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]


def _read_topics(whole: Any) -> Iterator[tuple[Json, list[Json]]]:
    given = whole.get("topics") if isinstance(whole, dict) and isinstance(whole.get("topics"), list) else None
    entries: list[Any] = given if given is not None else whole if isinstance(whole, list) else [whole]
    loose = defaultdict[Any, list[Json]](list)
    extra: list[Any] = whole["posts"] if isinstance(whole, dict) and isinstance(whole.get("posts"), list) else []
    titles = {each.get("id"): each for each in entries if isinstance(each, dict)}
    for entry in [*entries, *extra]:
        if not isinstance(entry, dict):
            continue
        stream = entry.get("post_stream")
        posts = stream.get("posts") if isinstance(stream, dict) else entry.get("posts")
        if isinstance(posts, list) and posts:
            if entry is not whole or "title" in entry:
                yield entry, [post for post in posts if isinstance(post, dict)]
        elif "topic_id" in entry:
            loose[entry["topic_id"]].append(entry)
    for topic_id, posts in loose.items():
        yield titles.get(topic_id) or {"id": topic_id, "title": posts[0].get("topic_title")}, posts


def _read_topic(topic: Json, posts: list[Json], names: frozenset[str], answerers: Counter[str]) -> ReadQuestion | None:
    ordered = sorted(posts, key=lambda post: int(post.get("post_number") or 0))
    first, replies = ordered[0], ordered[1:]
    answerers.update(str(post.get("username") or "") for post in replies if post.get("username") != first.get("username"))
    if is_one_of(names, first.get("username"), first.get("name")):
        return None
    answer = next((post for post in replies if post.get("accepted_answer") and _may_answer(post, names)), None)
    answer = answer or next((post for post in replies if _may_answer(post, names)), None)
    if answer is None:
        return None
    title, said = clean(str(topic.get("title") or topic.get("fancy_title") or "")), _read_post(first)
    question = title if not said or title.endswith("?") else f"{title}\n\n{said}" if title else said
    asker = f"{first.get('name') or ''} {first.get('username') or ''}"
    return make_question(make_key("discourse", topic.get("id") or first.get("topic_id")), question, _read_post(answer), asker)


def _may_answer(post: Json, names: frozenset[str]) -> bool:
    if names:
        return is_one_of(names, post.get("username"), post.get("name"))
    return bool(post.get("staff") or post.get("admin") or post.get("moderator"))


def _read_post(post: Json) -> str:
    raw = post.get("raw")
    return clean(str(raw)) if raw else read_page(clean(str(post.get("cooked") or ""))).markdown
