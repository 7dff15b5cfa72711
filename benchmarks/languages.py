"""Languages: how well the language of a message is recognised, and whether the reply is in that language.

    python benchmarks/languages.py FOLDER [--routed 25]

FOLDER holds xsid, which has the same requests in 12 languages, and English sets that show how often an English message
is taken for another language. `--routed` lines of each language are routed by an agent with little knowledge; an error
ends the run.
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

from orchestrator.adapters.languages import LibraryLanguages
from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import Running, running
from orchestrator.domain.message.language import read_language
from orchestrator.domain.replies.phrases import PHRASES
from orchestrator.engine.routing.route import route
from orchestrator.settings import Settings
from support.stories import House, build_house, start

KNOWN = LibraryLanguages()
ENGLISH_SETS = ("stackfaq", "qqp", "rasa_sara", "clinc150", "banking77", "squad2")
LANGUAGE_OF_DIALECT = {"de-st": "de"}
"""A dialect is answered in its language."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--routed", type=int, default=25, help="lines of each language that are routed")
    options = parser.parse_args()
    lines: dict[str, list[str]] = {}
    for row in read_rows(options.folder / "xsid" / "labels.jsonl"):
        lines.setdefault(row["lang"], []).append(row["text"])
    routed = asyncio.run(_route(lines, options.routed)) if options.routed else {}
    print("| language | lines | recognised | as English | as none | as another | paths of the routed lines | replies in the language |")
    print("|---|---:|---:|---:|---:|---:|---|---:|")
    for language, texts in lines.items():
        meant = LANGUAGE_OF_DIALECT.get(language, language)
        found = Counter(read_language(text, KNOWN) for text in texts)
        other = len(texts) - found[meant] - found[""] - (found["en"] if meant != "en" else 0)
        shares = [found[meant], found["en"] if meant != "en" else 0, found[""], other]
        paths = Counter(path for path, _ in routed.get(language, []))
        in_language = sum(reply == meant for _, reply in routed.get(language, []))
        print(
            f"| {language} | {len(texts)} | {' | '.join(f'{share / len(texts):.1%}' for share in shares)} "
            f"| {', '.join(f'{path} {n}' for path, n in sorted(paths.items()))} | {in_language}/{len(routed.get(language, []))} |"
        )
    for name in ENGLISH_SETS:
        texts = [row["text"] for row in read_rows(options.folder / name / "stream.jsonl")]
        other = sum(read_language(text, KNOWN) not in ("", "en") for text in texts)
        print(f"| {name} (English) | {len(texts)} | | | | {other / len(texts):.2%} | | |")


async def _route(lines: dict[str, list[str]], number: int) -> dict[str, list[tuple[str, str]]]:
    """(path, language of the reply's phrases) of the first lines of each language, each in a new conversation."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
            async with running(settings, urls.runtime) as program:
                house = await build_house(program.services)
                return {language: await _ask(program, house, texts[:number]) for language, texts in lines.items()}


async def _ask(program: Running, house: House, texts: list[str]) -> list[tuple[str, str]]:
    routed = []
    for text in texts:
        ask = replace(house.ask(text), conversation_id=await start(program.services, house.asker, house.avee))
        routing = await route(program.services, house.asker, ask)
        routed.append((routing.path.value, _phrases_language(routing.text)))
    return routed


def _phrases_language(reply: str) -> str:
    """The language with whose phrases the reply beginnings; '' if there is none."""
    creator = "Mira"
    for language, phrases in PHRASES.items():
        beginnings = (
            phrases.no_answer,
            phrases.clarify_two,
            phrases.clarify_one,
            phrases.clarify_open,
            phrases.documents,
            phrases.greeting,
            phrases.closed,
        )
        if any(
            reply.startswith(phrase.format(creator=creator, first="", second="", why="").rstrip("“„«」”» ?.:")[:12])
            for phrase in beginnings
        ):
            return language
    return ""


if __name__ == "__main__":
    main()
