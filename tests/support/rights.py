"""A person who left traces everywhere, and looking for what is left of them in the whole database."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api

HANDLE = "zerlina"
NAME = "Zerlina Quackenbush"
ADDRESS = "zerlina@example.org"
QUESTION = "Would you restore my grandfather's violoncello from Sacramento?"
OFFERED = "Could the glockenspiel from Timbuktu be tuned at your workshop?"
DIRECT = "Dear Mira, my hovercraft is full of eels."
COMMENT = "No, the periwinkle one."
WORDS = (HANDLE, NAME, ADDRESS, "violoncello", "Sacramento", "glockenspiel", "Timbuktu", "hovercraft", "periwinkle", "marmalade")
"""What must be found nowhere afterwards; the last is the name of her token."""
ANSWER = "Yes, bring the instrument on a Tuesday."


@dataclass
class Lived:
    """The person, the creator whom she wrote to, and what came of it."""

    person: Api
    creator: Api
    avee: str
    conversation: str
    direct: str
    answered: str
    """The question that became an answer."""
    waiting: str
    """The question that still waits."""


def live(api: Api, creator: Api, avee: str) -> Lived:
    """Questions, one of them answered and one that waits, a direct message, a verdict, a membership, and a token."""
    person = api.sign_up(HANDLE, email=ADDRESS, display_name=NAME)
    creator.call("PUT", f"/avees/{avee}/members/{person.user['id']}", 200, json={"tier": "paid", "layer": "friends"})
    conversation, other, direct = person.start(avee), person.start(avee), person.start(avee, "direct")
    answered = _accept(person, conversation, QUESTION)
    creator.call("POST", f"/orchestrator/queue/{answered}/answer", 200, json={"answer": ANSWER, "layer": "public"})
    waiting = _accept(person, other, OFFERED)
    person.call("POST", f"/conversations/{direct}/messages", 201, json={"content": DIRECT})
    again = person.ask(conversation, QUESTION)
    person.call("POST", f"/orchestrator/decisions/{again['decision']['id']}/feedback", 200, json={"verdict": "wrong", "comment": COMMENT})
    person.call("POST", "/tokens", 201, json={"name": "marmalade"})
    return Lived(person, creator, avee, conversation, direct, answered, waiting)


def _accept(person: Api, conversation: str, question: str) -> str:
    offer = person.ask(conversation, question)
    escalation: str = offer["escalation"]["id"]
    person.call("POST", f"/orchestrator/queue/{escalation}/accept", 200)
    return escalation


def find_traces(database: EmbeddedServer, words: tuple[str, ...] = WORDS) -> dict[tuple[str, str], list[str]]:
    """Rows of every table of the catalogue that hold a word, as text or as bytes; by table and word."""
    engine = create_engine(database.owner_url)
    found: dict[tuple[str, str], list[str]] = {}
    try:
        with engine.connect() as connection:
            tables = connection.execute(
                text("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace = 'public'::regnamespace")
            ).scalars()
            for table in tables.all():
                for word in words:
                    values = {"word": f"%{word}%", "bytes": f"%{word.encode().hex()}%"}
                    query = text(f"SELECT left(t::text, 300) FROM {table} t WHERE t::text ILIKE :word OR t::text LIKE :bytes")
                    if rows := connection.execute(query, values).scalars().all():
                        found[table, word] = [*rows]
    finally:
        engine.dispose()
    return found


def open_copy(person: Api) -> zipfile.ZipFile:
    response = person.call("GET", "/me/export")
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(response.content))


def rows_in(copy: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(copy.read(name))
    return found
