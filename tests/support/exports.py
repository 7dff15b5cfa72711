"""Small invented exports of other programs."""

import io
import json
import zipfile
from typing import Any

ASKER, CREATOR = "Tom Berger", "Mira"
QUESTION = "How often should I feed my bees in autumn?"
ANSWER = "Once a week, until each hive weighs twenty kilograms."


def mbox(answer: str = ANSWER) -> bytes:
    """A question by mail and the creator's reply, which quotes it."""
    question = f"Hello Mira,\n\n{QUESTION} My number is +49 170 1234567.\n\nThanks,\nTom"
    quoted = "\n".join(f"> {line}" for line in question.split("\n"))
    return (
        f"From tom@example.org Mon Sep  1 10:00:00 2025\nFrom: {ASKER} <tom@example.org>\nTo: mira@example.org\nMessage-ID: <1@example.org>\n"
        f"Subject: Feeding\n\n{question}\n\n"
        f"From mira@example.org Mon Sep  1 11:00:00 2025\nFrom: Mira <mira@example.org>\nTo: tom@example.org\nMessage-ID: <2@example.org>\n"
        f"In-Reply-To: <1@example.org>\nSubject: Re: Feeding\n\n{answer}\n\n-- \nMira's bees\n\nOn Mon, Sep 1, 2025, Tom Berger wrote:\n{quoted}\n\n"
        "From ada@example.org Tue Sep  2 10:00:00 2025\nFrom: Ada <ada@example.org>\nMessage-ID: <3@example.org>\nSubject: News\n\nHave you heard?\n"
    ).encode()


def telegram(answer: str = ANSWER, kind: str = "personal_chat") -> bytes:
    """A chat; the creator replies to the first of two messages."""

    def message(number: int, who: str, text: Any, **more: Any) -> dict[str, Any]:
        return {"id": number, "type": "message", "from": who, "from_id": f"user{len(who)}", "text": text} | more

    messages = [
        {"id": 1, "type": "service", "action": "pin_message", "text": ""},
        message(2, ASKER, [QUESTION, {"type": "bold", "text": " Please!"}]),
        message(3, CREATOR, answer, reply_to_message_id=2),
        message(4, ASKER, "And is honey from last year still good?"),
    ]
    return json.dumps({"name": ASKER, "type": kind, "id": 7, "messages": messages}).encode()


def discourse(answer: str = ANSWER) -> bytes:
    """A topic as the API shows it, with a post of a stranger before the solution."""

    def post(number: int, who: str, cooked: str, **more: Any) -> dict[str, Any]:
        return {"id": number, "post_number": number, "topic_id": 5, "username": who, "cooked": cooked} | more

    posts = [
        post(1, "tom", f"<p>{QUESTION}</p>"),
        post(2, "ada", "<p>I wonder about that as well.</p>"),
        post(3, "mira", f"<p>{answer}</p>", staff=True, accepted_answer=True),
    ]
    return json.dumps({"id": 5, "title": "Feeding in autumn", "post_stream": {"posts": posts}}).encode()


def zendesk(answer: str = ANSWER, article: str = "A hive stands dry and faces south.") -> bytes:
    """An article of a help centre, a draft, and a ticket with its comments."""
    articles = [
        {"id": 1, "title": "Where a hive stands", "body": f"<p>{article}</p>", "draft": False, "html_url": "https://help.example.org/1"},
        {"id": 2, "title": "Not done", "body": "<p>Secret.</p>", "draft": True},
    ]
    comments = [
        {"author_id": 10, "body": QUESTION, "public": True},
        {"author_id": 20, "body": "He asks a lot.", "public": False},
        {"author_id": 20, "body": answer, "public": True},
    ]
    ticket = {"id": 9, "subject": "Feeding", "description": QUESTION, "requester_id": 10, "comments": comments}
    return json.dumps({"articles": articles, "tickets": [ticket]}).encode()


def notion(**pages: str) -> bytes:
    """Pages by their names, as Notion calls their files; one table beside them."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages.items():
            archive.writestr(f"Bees/{name} 0123456789abcdef0123456789abcdef.md", text)
        archive.writestr("Bees/Prices 11111111111111111111111111111111.csv", "Thing,Price\nJar,5 euros\nComb,9 euros\n")
    return found.getvalue()


SUBTITLES = b"""WEBVTT
Kind: captions

00:00:01.000 --> 00:00:03.000 align:start
welcome to <c>bees</c> at home

00:00:03.000 --> 00:00:05.000
welcome to bees at home

00:00:05.000 --> 00:00:08.000
[Music]
today we weigh the hive.
"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Bees</title>
<item><guid>1</guid><title>Swarms</title><link>https://bees.example.org/swarms</link>
<description>&lt;p&gt;A swarm leaves in May, and hangs in a tree for a day.&lt;/p&gt;</description></item>
<item><guid>2</guid><title>Honey</title><description>Honey keeps for years in a closed jar.</description></item></channel></rss>"""
