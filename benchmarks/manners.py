"""Manners: whether a question with greetings, thanks, praise or quoted mail around it is routed as the plain question is.

    python benchmarks/manners.py [--questions 100] [--wraps 6] [--threshold 0.3] [--show 20]

Takes questions of `judgement/dev`, asks each plain and then in `--wraps` of the WRAPS below, each time in a new
conversation, and counts how often path, best match and core stay the same. The answered questions of `own_questions` are
asked the same way of a bank of stored answers. Starts an embedded PostgreSQL in a temporary folder.
"""

import argparse
import asyncio
import itertools
import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from own_questions import QUESTIONS

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.program import running
from orchestrator.domain.message.manners.core import read_core
from orchestrator.engine.accounts.agents import avees
from orchestrator.engine.policy import configure
from orchestrator.engine.routing.incoming import Ask
from orchestrator.engine.routing.log.explain import show_decision
from orchestrator.engine.routing.route import route
from orchestrator.engine.services import Services
from orchestrator.settings import Settings
from support.stories import add_answer, add_document, add_person, start

DEV = Path(__file__).parent / "judgement" / "dev"
CREATOR = "mara"

WRAPS = (
    "Hi Mara, {}",
    "Hello! {}",
    "hey mara, {}",
    "Hey, {}",
    "Hi there. {}",
    "Good evening Mara! {}",
    "Dear Mara,\n\n{}\n\nMany thanks,\nPriya",
    "Dear Ms Lind,\n{}\n\nYours sincerely\nJonathan Blackwood",
    "hi! hope you're having a lovely week. {}",
    "{} Thanks!",
    "{}\nthanks in advance :)",
    "{} Thank you very much for your help.",
    "{} cheers, Dave",
    "{}\n\nBest wishes from Cork,\nSiobhan",
    "{}\n\nKind regards\nDr. Emily Stone",
    "{} xx Lou",
    "{} Have a great day!",
    "{} 🙏🙏",
    "Love your channel! {}",
    "I absolutely love your videos, keep it up! {}",
    "Great work as always. {}",
    "wow, what a beautiful site you have. {}",
    "Been following you for three years now and I'm a big fan. {}",
    "Long time follower, first time writing. {}",
    "Your newsletter is the best thing in my inbox! {}",
    "Sorry to bother you on a Sunday, {}",
    "sorry for the silly question but {}",
    "Apologies if this has been asked before. {}",
    "I hope it's ok to ask here: {}",
    "My name is Kofi Mensah. {}",
    "Hi, I'm Beatriz from Porto. {}",
    "Hi Mara, it's Sam again. {}",
    "I'm new here. {} Thanks so much!",
    "Quick question: {}",
    "Hi team, one more question: {}",
    "Hi Mara 😊 {} Looking forward to hearing from you! Warm regards, Ines",
    "Thanks for your quick reply yesterday! {}",
    "Hola Mara! {} Gracias!",
    "Bonjour Mara, {} Merci d'avance, Chloé",
    "Hallo Mara, {} Liebe Grüße, Jan",
    "{} Danke!",
    "{}\n\nGroetjes, Fleur",
    "Ciao Mara! {} Grazie mille",
    "{}\n\nOn Mon, 2 Jun 2025 at 18:40, Mara Lind <mara@studio.example> wrote:\n> Hi Priya,\n> the next date is not fixed yet.\n> Best, Mara",
    "{}\n\n-----Original Message-----\nFrom: Mara Lind <mara@studio.example>\nSent: 2 June 2025 18:40\nTo: Priya\nSubject: Re: your order\n\nHi Priya, it left today.",
    "{}\n\n--\nPriya Nair\nSoftware Engineer\npriya@nair.example",
    "{}\n\nSent from my iPad",
    "> Let me know if anything is unclear.\n> Mara\n\n{}",
    "Hi Mara,\n\nthank you for getting back to me so quickly.\n\n{}\n\nAll the best,\nPriya\n\nSent from Outlook for Android\n\nAm 02.06.2025 um 18:40 schrieb Mara Lind:\n> Hi Priya",
    "hi {} thx",
    "Morning! {}",
    "Hi Mara, hope all is well with you and the family. {}",
    "Good day to you, {}",
    "Hello Mara and team, {}",
    "Heya :) {}",
    "First of all, thank you for everything you do. {}",
    "I really enjoyed your last video, so inspiring! {}",
    "You're amazing. {}",
    "Just found your page and I'm in love with it! {}",
    "Congrats on the new studio! {}",
    "Please excuse my bad English. {}",
    "I know you must be very busy, so sorry for taking your time. {}",
    "Hi Mara, long time no see! {}",
    "this is Anna from the Tuesday group. {}",
    "Maybe a stupid question, but {}",
    "{} Any help would be appreciated!",
    "{} Thanks for your time and patience.",
    "{} Hope to hear from you soon.",
    "{} Hugs, Marta",
    "{} Keep up the great work!",
    "{}\n\nMuch appreciated,\nO. Farrell",
    "{}\n\nWith best wishes from rainy Glasgow,\nMoira",
    "{} Tschüss und danke!",
    "Buenas tardes Mara, {} Un abrazo, Lucía",
    "Guten Morgen! {} Vielen Dank im Voraus und schönes Wochenende.",
    "Bonsoir, j'adore vos vidéos ! {} Bonne soirée",
    "Boa tarde Mara! {} Um abraço, João",
    "Dzień dobry, {} Pozdrawiam serdecznie, Kasia",
    "Merhaba Mara Hanım, {} Şimdiden teşekkürler",
    "こんにちは！ {} よろしくお願いします。",
    "Здравствуйте, Мара! {} Спасибо большое!",
    "{}\n\nLe lun. 2 juin 2025 à 18:40, Mara Lind <mara@studio.example> a écrit :\n> Bonjour Chloé",
    "{}\n\n________________________________\nVon: Mara Lind <mara@studio.example>\nGesendet: Montag, 2. Juni 2025 18:40\nAn: Priya\nBetreff: AW: Termin\n\nHallo Priya",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    best: UUID | None
    """The best stored answer, or the best passage where the path is about documents."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--wraps", type=int, default=6, help="how many wraps each question is asked in")
    parser.add_argument("--threshold", type=float, default=0.3, help="from which confidence documents answer")
    parser.add_argument("--show", type=int, default=20, help="how many changed ones are shown")
    options = parser.parse_args()
    asyncio.run(_measure(options.questions, options.wraps, options.threshold, options.show))


async def _measure(number: int, wraps: int, threshold: float, show: int) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home), BURST_WAIT_S=0)
        with database_urls(settings) as urls:
            prepare(settings, urls)
            async with running(settings, urls.runtime) as program:
                services = program.services
                creator = await add_person(services, CREATOR)
                asker = await add_person(services, "ada")
                by_corpus = await _add_corpora(services, creator, threshold)
                rows = [json.loads(line) for line in (DEV / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
                step = max(1, len(rows) // number)
                plain = [(by_corpus[row["corpus"]], row["question"]) for row in rows[::step][:number]]
                await _compare(services, asker, "documents", plain, wraps, show)
                bank = await _add_bank(services, creator)
                await _compare(services, asker, "stored answers", [(bank, others[1]) for _, others in QUESTIONS], wraps, show)


async def _add_corpora(services: Services, creator: UUID, threshold: float) -> dict[str, UUID]:
    found = {}
    for folder in sorted((DEV / "corpora").iterdir()):
        avee = (await avees.create_avee(services, creator, f"{folder.name}-agent", folder.name.title(), "")).id
        await configure.save_policy(services, creator, avee, {"auto_answer_confidence_threshold": threshold}, None)
        for file in sorted(folder.iterdir()):
            await add_document(services, creator, avee, file.name, file.read_text(encoding="utf-8"))
        found[folder.name] = avee
    return found


async def _add_bank(services: Services, creator: UUID) -> UUID:
    avee = (await avees.create_avee(services, creator, "bank-agent", "Bees and software", "")).id
    for question, _ in QUESTIONS:
        await add_answer(services, creator, avee, question, f"The answer to: {question}")
    return avee


async def _compare(services: Services, asker: UUID, kind: str, plain: list[tuple[UUID, str]], wraps: int, show: int) -> None:
    turns, paths, changed = itertools.cycle(WRAPS), Counter[str](), list[str]()
    same_path = same_best = same_core = count = 0
    for avee, question in plain:
        before = await _ask(services, asker, avee, question)
        paths[before.path] += 1
        for wrap in itertools.islice(turns, wraps):
            text = wrap.format(question)
            after = await _ask(services, asker, avee, text)
            core = read_core(text, frozenset({CREATOR}))
            count += 1
            same_path += after.path == before.path
            same_best += after == before
            same_core += core == read_core(question)
            if after != before or core != read_core(question):
                changed.append(f"{before.path} -> {after.path}: {text!r} -> {core!r}")
    share = [f"{each / count:.1%}" for each in (same_path, same_best, same_core)]
    print(f"{kind}: {count} messages of {len(plain)} questions (plain: {dict(sorted(paths.items()))})")
    print(f"  path unchanged {share[0]}, path and best match unchanged {share[1]}, core is the plain question {share[2]}")
    for line in changed[:show]:
        print(f"  {line}")


async def _ask(services: Services, asker: UUID, avee: UUID, text: str) -> Asked:
    routed = await route(services, asker, Ask(await start(services, asker, avee), text))
    evidence = (await show_decision(services, asker, routed.decision_id)).record.evidence
    best = evidence.answers[0].id if evidence.answers else evidence.passages[0].id if evidence.passages else None
    return Asked(routed.path.value, best)


if __name__ == "__main__":
    main()
