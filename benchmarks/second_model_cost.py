"""What the second embedding model costs a message: routed with it and without it, in turn, in one process.

    python benchmarks/second_model_cost.py [--rounds 200]

An agent with English answers is asked in English, one with German answers in German; every text is new, so that no vector comes
from a cache.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from served import database

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from orchestrator.bootstrap.program import running
from orchestrator.domain.accounts.access import Layer
from orchestrator.engine.accounts.addresses import sign_up
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.matching.add_answers import import_answers
from orchestrator.engine.matching.answers import AnswerText
from orchestrator.engine.matching.multilingual import embed_missing_questions
from orchestrator.engine.message import conversations
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.settings import Settings

ANSWERS = 200
BANKS = {
    "English": (
        "How do I change setting number {} of my account?",
        "Open the page of your account.",
        "How would I change the option {} there?",
    ),
    "German": (
        "Wie ändere ich die Einstellung Nummer {} meines Kontos?",
        "Öffne die Seite des Kontos.",
        "Wie stelle ich dort die Option {} um?",
    ),
}


async def measure(settings: Settings, server: EmbeddedServer, rounds: int) -> None:
    async with running(settings, server.runtime_url) as program:
        services = program.services
        person = (await sign_up.sign_up(services, "a@example.org", "a long passphrase", "a", "A")).id
        for name, (pattern, answer, message) in BANKS.items():
            avee = (await avees.create_avee(services, person, f"agent-{name.lower()}", name, "")).id
            texts = [AnswerText(pattern.format(number), answer, Layer.public) for number in range(ANSWERS)]
            await import_answers(services, person, avee, texts)
            await embed_missing_questions(services)
            taken = await _alternate(services, person, avee, message, rounds)
            print(f"{name}: p50 {taken[True]:.1f} ms with the second model, {taken[False]:.1f} ms without it")


async def _alternate(services: Services, person: UUID, avee: UUID, message: str, rounds: int) -> dict[bool, float]:
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * rounds + 20):
        is_with = number % 2 == 0
        one = services if is_with else replace(services, multilingual=None)
        conversation = (await conversations.start_conversation(services, person, avee)).id
        started = time.perf_counter()
        await route(one, person, Ask(conversation, message.format(number + 1000)))
        if number >= 20:
            taken[is_with].append((time.perf_counter() - started) * 1000)
    return {is_with: statistics.median(each) for is_with, each in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, database(Path(home)) as server:
        os.environ |= {"MAX_CONVERSATIONS_PER_DAY": "100000", "BURST_WAIT_S": "0"}
        asyncio.run(measure(Settings(), server, options.rounds))


if __name__ == "__main__":
    main()
