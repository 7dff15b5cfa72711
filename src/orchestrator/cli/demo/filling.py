"""The command `demo`: fills a database with one creator, her documents and answers, and three askers."""

import asyncio
import json
from importlib import resources
from typing import Any
from uuid import UUID

import typer

from orchestrator.bootstrap.program import running
from orchestrator.cli.console import out
from orchestrator.cli.programs import on_database
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.engine.accounts.addresses.sign_up import Address, sign_up
from orchestrator.engine.accounts.agents.avees import create_avee, show_public
from orchestrator.engine.accounts.agents.members import save_member
from orchestrator.engine.answering.add_document import add_document
from orchestrator.engine.answering.documents import Upload
from orchestrator.engine.answering.read_document import read_document
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.matching.change_answer import AnswerChange, change_answer
from orchestrator.engine.policy.configure import save_policy
from orchestrator.engine.services import Services
from orchestrator.settings import Settings

FILES = resources.files("orchestrator.cli.demo")


def demo() -> None:
    """Fill the database with the demo. Nothing is changed if the demo is there already."""
    filled = on_database(fill)
    out.print("The demo is ready." if filled else "The demo was there already; nothing was changed.")
    if not filled:
        raise typer.Exit(0)


def fill_if_empty(settings: Settings, url: str) -> None:
    """Fills the database with the demo unless the demo is there already. Blocks."""

    async def run() -> bool:
        async with running(settings, url) as program:
            return await fill(program.services)

    asyncio.run(run())


def read_sign_ins() -> str:
    """The demo's people as JSON, in the form of the response of GET /demo."""
    people = _read("people.json")
    sign_ins = [
        {"tier": None} | {name: person[name] for name in ("email", "display_name", "handle", "tier") if name in person}
        for person in (people["creator"], *people["askers"])
    ]
    return json.dumps({"agent_handle": _read("agent.json")["handle"], "password": people["password"], "people": sign_ins})


async def fill(services: Services) -> bool:
    """Whether the demo was filled in now; False if its agent or its creator's account exists already.

    Raises Conflict if an asker's address or handle belongs to another account.
    """
    agent, people = _read("agent.json"), _read("people.json")
    try:
        await show_public(services, agent["handle"])
    except NotFound:
        pass
    else:
        return False
    out.print("Filling the demo …")
    password = people["password"]
    try:
        creator = (await _create(services, people["creator"], password)).id
    except Conflict:
        return False
    avee = await create_avee(services, creator, agent["handle"], agent["display_name"], agent["persona"])
    await save_policy(services, creator, avee.id, agent["config"], None)
    for person in people["askers"]:
        user = await _create(services, person, password)
        await save_member(services, creator, avee.id, user.id, Tier(person["tier"]), Layer(person["layer"]))
    await _fill_knowledge(services, creator, avee.id)
    return True


async def _fill_knowledge(services: Services, creator: UUID, avee_id: UUID) -> None:
    for entry in _read("documents.json"):
        data = (FILES / "documents" / entry["file"]).read_bytes()
        upload = Upload(entry["file"], data, Layer(entry["layer"]), entry["title"])
        document, _ = await add_document(services, creator, avee_id, upload, enqueue=False)
        await read_document(services, creator, avee_id, document.id, entry["title"])
    rows = [json.loads(line) for line in (FILES / "answers.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = [AnswerText(row["question_pattern"], row["answer_content"], Layer(row["layer"])) for row in rows]
    stored = await import_answers(services, creator, avee_id, answers)
    for row, answer in zip(rows, stored, strict=True):
        if row.get("published"):
            await change_answer(services, creator, avee_id, answer.id, AnswerChange(published=True))


async def _create(services: Services, person: dict[str, Any], password: str) -> Any:
    return await sign_up(services, person["email"], password, person["handle"], person["display_name"], address=Address.confirmed)


def _read(name: str) -> Any:
    return json.loads((FILES / name).read_text(encoding="utf-8"))
