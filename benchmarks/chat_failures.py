"""Failures of the chat model: for each fault of a local model server, what the asker saw, on which path, and how long
it took.

    python benchmarks/chat_failures.py [--timeout 5]

Prints two Markdown tables: servers that fail, and models that write what must not be shown. Starts an embedded PostgreSQL in a temporary folder, and the model server of the tests. No real
model is called.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from orchestrator.adapters.models.chat.openai_chat import ChatLimits, OpenAIChatModel
from orchestrator.adapters.models.chat.writing import ChatGenerator
from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import Running, running
from orchestrator.engine.routing.log.explain import show_decision
from orchestrator.engine.routing.route import route
from orchestrator.settings import Settings
from support.faults import FAULTS, TEXT_FAULTS, WELL
from support.servers.chat_server import LAMP_QUESTION, LAMPS, UNCLEAR_QUESTION, WALL_LAMPS, Mode, serving
from support.stories import HOURS_QUESTION, House, add_document, build_house, start


@dataclass(frozen=True)
class Row:
    mode: Mode
    path: str
    shown_to_asker: str
    fault: str
    attempts: int
    took_s: float


SERVERS = (Mode.well, Mode.obedient, *(fault.mode for fault in FAULTS if fault.mode is not Mode.well))


async def measure(program: Running, timeout_s: float) -> tuple[list[Row], list[Row]]:
    """(the faults of servers, those of texts)."""
    house = await build_house(program.services)
    servers = [await ask(program, house, mode, HOURS_QUESTION, timeout_s) for mode in SERVERS]
    for name, text in (("lamps.md", LAMPS), ("wall-lamps.md", WALL_LAMPS)):
        await add_document(program.services, house.creator, house.avee, name, text)
    return servers, [await ask(program, house, fault.mode, fault.question, timeout_s, WELL) for fault in TEXT_FAULTS]


async def ask(program: Running, house: House, mode: Mode, question: str, timeout_s: float, well: str = "") -> Row:
    """Asks in a conversation of its own; `well` is what the model would write if it behaved, '' for the server's own rule."""
    with serving(mode) as server:
        if well:
            server.answer = lambda user: well
        chat = OpenAIChatModel(server.base_url, "a key", "small", limits=ChatLimits(timeout_s=timeout_s, first_token_s=timeout_s / 2))
        services = replace(program.services, chat=chat, generator=ChatGenerator(chat, program.services.embedder))
        sent = replace(house.ask(question), conversation_id=await start(services, house.asker, house.avee))
        started = time.perf_counter()
        routing = await route(services, house.asker, sent)
        took_s = time.perf_counter() - started
        draft = (await show_decision(services, house.creator, routing.decision_id)).record.evidence.draft
        await chat.close()
    shown = routing.text if well else _describe(routing.text)
    return Row(mode, routing.path.value, _in_a_cell(shown), (draft.fault if draft else None) or "", len(server.requests), took_s)


def _describe(reply: str) -> str:
    if reply.startswith("From "):
        return "the passage, quoted with its source"
    if reply.startswith("I have no answer"):
        return "an offer to ask the creator"
    if "[…]" in reply:
        return "the sentences that had passed, the sign that something is missing, and the passage, quoted"
    return "the answer in the model's words, cited"


def _in_a_cell(text: str) -> str:
    """The whole reply on one line of a table."""
    return " ".join(line.removeprefix("> ").removeprefix(">") for line in text.splitlines() if line.strip("> ")).replace("|", "\\|")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--timeout", type=float, default=5.0, help="CHAT_TIMEOUT_S; half of it is the limit for the first token")
    timeout_s = parser.parse_args().timeout
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)

            async def run() -> tuple[list[Row], list[Row]]:
                async with running(settings, urls.runtime) as program:
                    return await measure(program, timeout_s)

            servers, texts = asyncio.run(run())
    print("| the model server | path | what the asker saw | recorded | requests | seconds |")
    print("|---|---|---|---|---:|---:|")
    for row in servers:
        print(f"| {row.mode.value} | {row.path} | {row.shown_to_asker} | {row.fault or '–'} | {row.attempts} | {row.took_s:.2f} |")
    print(f"\nAsked was “{LAMP_QUESTION}”, and of the models that ask back “{UNCLEAR_QUESTION}”.\n")
    print("| the model | path | what the asker saw | recorded |")
    print("|---|---|---|---|")
    for row in texts:
        print(f"| {row.mode.value} | {row.path} | {row.shown_to_asker} | {row.fault or '–'} |")


if __name__ == "__main__":
    main()
