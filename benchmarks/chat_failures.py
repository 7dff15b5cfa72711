"""Failures of the chat model: for each fault of a local model server, what the asker saw, on which path, and how long
it took.

    python benchmarks/chat_failures.py [--timeout 5]

Prints a Markdown table. Starts an embedded PostgreSQL in a temporary folder, and the model server of the tests. No real
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
from support.servers.chat_server import Mode, serving
from support.stories import HOURS_QUESTION, build_house, start


@dataclass(frozen=True)
class Row:
    mode: Mode
    path: str
    shown_to_asker: str
    fault: str
    attempts: int
    took_s: float


async def measure(program: Running, timeout_s: float) -> list[Row]:
    house = await build_house(program.services)
    table = []
    for mode in Mode:
        with serving(mode) as server:
            chat = OpenAIChatModel(server.base_url, "a key", "small", limits=ChatLimits(timeout_s=timeout_s, first_token_s=timeout_s / 2))
            services = replace(program.services, chat=chat, generator=ChatGenerator(chat, program.services.embedder))
            ask = replace(house.ask(HOURS_QUESTION), conversation_id=await start(services, house.asker, house.avee))
            started = time.perf_counter()
            routing = await route(services, house.asker, ask)
            took_s = time.perf_counter() - started
            draft = (await show_decision(services, house.creator, routing.decision_id)).record.evidence.draft
            await chat.close()
            table.append(
                Row(mode, routing.path.value, _describe(routing.text), (draft.fault if draft else None) or "", len(server.requests), took_s)
            )
    return table


def _describe(reply: str) -> str:
    if reply.startswith("From "):
        return "the passage, quoted with its source"
    if reply.startswith("I have no answer"):
        return "an offer to ask the creator"
    return "the answer in the model's words, cited"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--timeout", type=float, default=5.0, help="CHAT_TIMEOUT_S; half of it is the limit for the first token")
    timeout_s = parser.parse_args().timeout
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)

            async def run() -> list[Row]:
                async with running(settings, urls.runtime) as program:
                    return await measure(program, timeout_s)

            table = asyncio.run(run())
    print("| the model server | path | what the asker saw | recorded | requests | seconds |")
    print("|---|---|---|---|---:|---:|")
    for row in table:
        print(f"| {row.mode.value} | {row.path} | {row.shown_to_asker} | {row.fault or '–'} | {row.attempts} | {row.took_s:.2f} |")


if __name__ == "__main__":
    main()
