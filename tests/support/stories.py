"""An agent with knowledge, and askers, created through the use cases: the start of most tests in tests/engine."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, text

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.agents import avees, members
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, read_document
from orchestrator.engine.matching import add_answers, answers
from orchestrator.engine.message import conversations
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.services import Services
from orchestrator.ports.stores.answering import Document

PASSWORD_QUESTION = "How do I reset my password?"
HOURS_QUESTION = "On which days of the week is the bicycle repair workshop open?"
NOVEL_QUESTION = "Would you ever teach a class on restoring antique violins?"
VAGUE_MESSAGE = "it doesn't work"
HOURS = "# Opening hours\n\nThe bicycle repair workshop is open on the days of the week from Tuesday to Saturday between nine and five.\n"


@dataclass(frozen=True)
class House:
    """One creator's agent, and an asker with a conversation."""

    creator: UUID
    avee: UUID
    asker: UUID
    conversation: UUID

    def ask(self, message: str, **changes: Any) -> Ask:
        return Ask(self.conversation, message, **changes)


async def build_house(services: Services) -> House:
    """A creator's agent with one public canonical answer, one public document, and a threshold at which the document
    answers.
    """
    creator = await add_person(services, "mira")
    avee = (await avees.create_avee(services, creator, "mira-agent", "Mira's agent", "")).id
    await configure.save_policy(services, creator, avee, {"auto_answer_confidence_threshold": 0.3}, None)
    await add_answer(services, creator, avee, PASSWORD_QUESTION, "Open the account page and choose *Forgotten password*.")
    await add_document(services, creator, avee, "hours.md", HOURS)
    asker = await add_person(services, "ada")
    return House(creator, avee, asker, await start(services, asker, avee))


async def add_person(services: Services, handle: str) -> UUID:
    return (await sign_up.sign_up(services, f"{handle}@example.org", "a long passphrase", handle, handle.title())).id


async def let_in(services: Services, house: House, user: UUID, layer: Layer, tier: Tier = Tier.free) -> None:
    await members.save_member(services, house.creator, house.avee, user, tier, layer)


async def add_answer(services: Services, creator: UUID, avee: UUID, question: str, answer: str, layer: Layer = Layer.public) -> UUID:
    stored, _ = await add_answers.add_answer(services, creator, avee, answers.AnswerText(question, answer, layer))
    return stored.id


async def add_document(services: Services, creator: UUID, avee: UUID, name: str, content: str, layer: Layer = Layer.public) -> Document:
    """Stores a document and reads it at once."""
    document, _ = await adding.add_document(services, creator, avee, documents.Upload(name, content.encode(), layer), enqueue=False)
    return await read_document.read_document(services, creator, avee, document.id)


async def start(services: Services, person: UUID, avee: UUID) -> UUID:
    return (await conversations.start_conversation(services, person, avee)).id


def rows(database: EmbeddedServer, query: str, **values: Any) -> list[Any]:
    """Runs the query as the schema's owner, so that row-level security hides nothing."""
    engine = create_engine(database.owner_url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(query), values)
            return list(result.all()) if result.returns_rows else []
    finally:
        engine.dispose()


def count(database: EmbeddedServer, table: str) -> int:
    found: int = rows(database, f"SELECT count(*) FROM {table}")[0][0]
    return found


def written_columns(database: EmbeddedServer, table: str) -> str:
    """The names of a table's columns, with commas between them, without those that the database computes: they cannot be written."""
    (found,) = rows(
        database,
        "SELECT string_agg(attname, ', ') AS names FROM pg_attribute "
        "WHERE attrelid = to_regclass(:table) AND attnum > 0 AND attgenerated = '' AND NOT attisdropped",
        table=table,
    )
    names: str = found.names
    return names
