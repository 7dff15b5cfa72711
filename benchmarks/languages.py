"""Languages: which one a message is taken for, and whether a message in any of them is routed and answered in it.

    python benchmarks/languages.py FOLDER [--routed 25]

FOLDER holds xsid, the same requests in 12 languages, and English sets that show how often an English message is taken for another.
`--routed` lines of each language go the whole way, asked of an agent with a little knowledge; an error ends the run.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sets import read_rows

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import Running, running
from orchestrator.domain.message.language import read_language
from orchestrator.domain.replies.phrases import PHRASES
from orchestrator.engine.routing.route import route
from orchestrator.settings import Settings
from support.stories import House, build_house, start

ENGLISH_SETS = ("stackfaq", "qqp", "rasa_sara", "clinc150", "banking77", "squad2")
SPOKEN = {"de-st": "de"}
"""A dialect is answered in the language it is one of."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--routed", type=int, default=25, help="lines of each language that are routed")
    given = parser.parse_args()
    lines: dict[str, list[str]] = {}
    for row in read_rows(given.folder / "xsid" / "labels.jsonl"):
        lines.setdefault(row["lang"], []).append(row["text"])
    told = asyncio.run(_route(lines, given.routed)) if given.routed else {}
    print("| language | lines | taken for it | for English | for none | for another | paths of those routed | replies in it |")
    print("|---|---:|---:|---:|---:|---:|---|---:|")
    for language, texts in lines.items():
        meant = SPOKEN.get(language, language)
        found = Counter(read_language(text) for text in texts)
        other = len(texts) - found[meant] - found[""] - (found["en"] if meant != "en" else 0)
        shares = [found[meant], found["en"] if meant != "en" else 0, found[""], other]
        paths = Counter(path for path, _ in told.get(language, []))
        spoken = sum(reply == meant for _, reply in told.get(language, []))
        print(
            f"| {language} | {len(texts)} | {' | '.join(f'{share / len(texts):.1%}' for share in shares)} "
            f"| {', '.join(f'{path} {n}' for path, n in sorted(paths.items()))} | {spoken}/{len(told.get(language, []))} |"
        )
    for name in ENGLISH_SETS:
        texts = [row["text"] for row in read_rows(given.folder / name / "stream.jsonl")]
        other = sum(read_language(text) not in ("", "en") for text in texts)
        print(f"| {name} (English) | {len(texts)} | | | | {other / len(texts):.2%} | | |")


async def _route(lines: dict[str, list[str]], number: int) -> dict[str, list[tuple[str, str]]]:
    """(path, language of the reply's canned words) of the first lines of each language, each in a conversation of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
            async with running(settings, urls.runtime) as program:
                house = await build_house(program.services)
                return {language: await _ask(program, house, texts[:number]) for language, texts in lines.items()}


async def _ask(program: Running, house: House, texts: list[str]) -> list[tuple[str, str]]:
    told = []
    for text in texts:
        ask = replace(house.ask(text), conversation_id=await start(program.services, house.asker, house.avee))
        routing = await route(program.services, house.asker, ask)
        told.append((routing.path.value, _worded_in(routing.text)))
    return told


def _worded_in(reply: str) -> str:
    """The language whose phrases begin the reply; '' where none does."""
    creator = "Mira"
    for language, phrases in PHRASES.items():
        begins = (
            phrases.no_answer,
            phrases.clarify_two,
            phrases.clarify_one,
            phrases.clarify_open,
            phrases.documents,
            phrases.greeting,
            phrases.closed,
        )
        if any(
            reply.startswith(phrase.format(creator=creator, first="", second="", why="").rstrip("“„«」”» ?.:")[:12]) for phrase in begins
        ):
            return language
    return ""


if __name__ == "__main__":
    main()
