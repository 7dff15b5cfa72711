"""Asks the whole product the questions of a set, as a stranger who asks in public, and counts what was shown.

    python benchmarks/judgement SET [--verbose] [--as-json] [--errors FILE]

SET is `dev` or `kept`. For each creator of the set, an agent is made with the creator's documents and the default
policy; no chat model. Every question is the first message of its conversation.

- answered right: a reply from the documents (path A) that holds one of the answering sentences word for word. Of a
  table's row, all cells must stand in one line.
- may help: no such reply, but one of the suggestions beside an offer or a refusal holds one.
- shown at 1, 2, 3: right, or one of the first 1, 2, 3 suggestions holds one. The app shows all of them.
- wrong: a reply from the documents to an answerable question, without any of these sentences.
- false: a reply from the documents to a question that the documents do not answer.

Where the set has `manners.jsonl`, also the share of the wrapped questions that take the path of the plain one.
"""

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from fastapi.testclient import TestClient
from served import UNLIMITED
from sets import Row, read_rows

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.web import make_app
from orchestrator.domain.answering.documents.tables import split_cells
from orchestrator.settings import Settings

ERRORS = {
    "Answered wrongly": ("wrong",),
    "Answered, although the documents do not": ("false",),
    "Known, and only shown beside an offer": ("may help",),
    "Known, and something else shown": ("nothing",),
    "Clear, and asked back": ("asked back",),
}
"""Kinds of errors, and the outcomes that each is counted by."""
MOST_ERRORS = 20
MOST_LETTERS = 160
MOST_SHOWN = 3
PASSWORD = "a long passphrase"
COUNTED = ("right", "may help", "wrong", "asked back", "nothing", "false", "kept out")


@dataclass(frozen=True)
class Asked:
    """A question and what became of it."""

    row: Row
    path: str
    reply: str
    suggestions: tuple[str, ...]
    confidence: float

    @property
    def outcome(self) -> str:
        """One of COUNTED."""
        from_documents = self.path == "A"
        if not self.row["answered"]:
            return "false" if from_documents else "kept out"
        if from_documents:
            return "right" if holds_any(self.reply, self.row["sentences"]) else "wrong"
        if any(holds_any(shown, self.row["sentences"]) for shown in self.suggestions):
            return "may help"
        return "asked back" if self.path == "B" else "nothing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=("dev", "kept"))
    parser.add_argument("--verbose", action="store_true", help="also print each question with what became of it")
    parser.add_argument("--as-json", action="store_true", help="print what became of each question, as JSON, and no counts")
    parser.add_argument("--errors", type=Path, help="write what was not right into this file, by its kind, as Markdown")
    options = parser.parse_args()
    folder = Path(__file__).parent / options.set
    with product() as client:
        asked = ask_all(client, folder)
        wrapped = ask_wrapped(client, folder, asked)
    if options.as_json:
        print(json.dumps([{**each.row, "path": each.path, "outcome": each.outcome, "confidence": each.confidence} for each in asked]))
        return
    if options.verbose:
        print_each(asked)
    if options.errors:
        options.errors.write_text("\n".join(error_lines(asked)) + "\n", encoding="utf-8")
    report(asked)
    report_places(asked)
    if wrapped:
        print(f"\nmanners: {sum(wrapped)} of {len(wrapped)} wrapped questions took the path of the plain one")


@contextmanager
def product() -> Iterator[TestClient]:
    """The whole program in this process, on a new database in a temporary folder."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
            os.environ.update(UNLIMITED | {"ORCHESTRATOR_HOME": home, "DATABASE_URL": urls.runtime, "CHAT_BASE_URL": "", "CHAT_MODEL": ""})
            with TestClient(make_app()) as client:
                yield client


def ask_all(client: TestClient, folder: Path) -> list[Asked]:
    rows = read_rows(folder / "questions.jsonl")
    creator, asker = sign_up(client, "creator"), sign_up(client, "asker")
    agents = {name: make_agent(client, creator, folder / "corpora" / name) for name in dict.fromkeys(row["corpus"] for row in rows)}
    return [ask(client, asker, agents[row["corpus"]], row) for row in rows]


def ask_wrapped(client: TestClient, folder: Path, plain: Sequence[Asked]) -> list[bool]:
    """For each line of manners.jsonl, whether the path is that of the plain question; [] where the set has none."""
    file = folder / "manners.jsonl"
    if not file.exists():
        return []
    asker = sign_up(client, "wrapped")
    agents: dict[str, str] = {}
    corpora = {each.row["corpus"] for each in plain}
    for name in corpora:
        agents[name] = call(client, "GET", f"/avees/{name}", asker)["id"]
    found = []
    for row in read_rows(file):
        before = plain[row["plain_of"]]
        text = row.get("text") or row["question"]
        again = ask(client, asker, agents[before.row["corpus"]], {**before.row, "question": text})
        found.append(again.path == before.path)
    return found


def ask(client: TestClient, asker: str, agent: str, row: Row) -> Asked:
    conversation = call(client, "POST", "/conversations", asker, {"avee_id": agent})["id"]
    said = call(client, "POST", "/orchestrator/message", asker, {"conversation_id": conversation, "message": row["question"]})
    reply = (said.get("reply") or {}).get("content") or ""
    shown = tuple(source["excerpt"] for source in said.get("suggestions") or ())
    return Asked(row, said["path"], reply, shown, said["decision"]["signals"]["confidence"])


def make_agent(client: TestClient, creator: str, folder: Path) -> str:
    """The id of a new agent that has read the documents of the folder."""
    agent: str = call(client, "POST", "/avees", creator, {"handle": folder.name, "display_name": folder.name.title()})["id"]
    for file in sorted(folder.iterdir()):
        files = {"file": (file.name, file.read_bytes())}
        response = client.post(f"/avees/{agent}/documents", files=files, headers={"Authorization": f"Bearer {creator}"})
        if response.status_code >= 300:
            raise SystemExit(f"{file.name}: {response.status_code} {response.text}")
        document = response.json()["id"]
        while (state := call(client, "GET", f"/avees/{agent}/documents/{document}", creator))["status"] == "pending":
            time.sleep(0.1)
        if state["status"] != "ready":
            raise SystemExit(f"{file.name}: {state}")
    return agent


def sign_up(client: TestClient, handle: str) -> str:
    """A new person's token."""
    email = f"{handle}@example.org"
    call(client, "POST", "/accounts", "", {"email": email, "password": PASSWORD, "handle": handle, "display_name": handle.title()})
    token: str = call(client, "POST", "/sessions", "", {"email": email, "password": PASSWORD})["token"]
    return token


def call(client: TestClient, method: str, path: str, token: str, body: Mapping[str, Any] | None = None) -> Any:
    """The body of a response below 300; any other ends the program."""
    client.cookies.clear()
    response = client.request(method, path, headers={"Authorization": f"Bearer {token}"} if token else {}, json=body)
    if response.status_code >= 300:
        raise SystemExit(f"{method} {path}: {response.status_code} {response.text}")
    return response.json()


def holds_any(text: str, sentences: Sequence[str]) -> bool:
    return any(holds(text, sentence) for sentence in sentences)


def holds(text: str, sentence: str) -> bool:
    """Whether the text holds the sentence word for word, or in one line all cells of the row of a table."""
    if sentence.lstrip().startswith("|"):
        cells = [words(cell) for cell in split_cells(sentence) if words(cell)]
        return any(all(cell in words(line) for cell in cells) for line in text.splitlines())
    return words(sentence) in words(text)


def words(text: str) -> str:
    """The text in lower case with single spaces and without signs, padded, so that only whole words are found in it."""
    return " " + " ".join(re.findall(r"\w+", text.casefold())) + " "


def report(asked: Sequence[Asked]) -> None:
    print(f"{'creator':14}{'answered':>9}{'right':>7}{'may help':>10}{'shown':>8}{'wrong':>7}{'asked back':>12}{'not':>6}{'false':>7}")
    for name in [*dict.fromkeys(each.row["corpus"] for each in asked), "all"]:
        count = Counter(each.outcome for each in asked if name in (each.row["corpus"], "all"))
        answered = sum(count[outcome] for outcome in ("right", "may help", "wrong", "asked back", "nothing"))
        unanswered = count["false"] + count["kept out"]
        print(
            f"{name:14}{answered:9}{_share(count['right'], answered)}{_share(count['may help'], answered):>10}"
            f"{_share(count['right'] + count['may help'], answered):>8}{_share(count['wrong'], answered)}"
            f"{_share(count['asked back'], answered):>12}{unanswered:6}{_share(count['false'], unanswered)}"
        )


def _share(part: int, of: int) -> str:
    return f"{part / of:7.1%}" if of else "      -"


def report_places(asked: Sequence[Asked]) -> None:
    """Where the answering sentence stands among what was shown, and how many letters a reader has read by then."""
    answered = [each for each in asked if each.row["answered"]]
    offered = [each for each in asked if each.suggestions]
    for most in range(1, MOST_SHOWN + 1):
        shown = sum(each.outcome == "right" or holds_one_of(each, most) for each in answered)
        letters = statistics.median(sum(map(len, each.suggestions[:most])) for each in offered) if offered else 0
        print(f"shown at {most}: {shown / len(answered):.1%}; letters of so many suggestions, median: {letters:.0f}")


def holds_one_of(asked: Asked, most: int) -> bool:
    return any(holds_any(shown, asked.row["sentences"]) for shown in asked.suggestions[:most])


def error_lines(asked: Sequence[Asked]) -> Iterator[str]:
    """The questions that were not answered right, by kind, at most MOST_ERRORS of each: first those of which the product was surest."""
    for title, outcomes in ERRORS.items():
        found = sorted((each for each in asked if each.outcome in outcomes), key=lambda each: -each.confidence)
        yield f"## {title}: {len(found)}\n"
        if not found:
            yield "None.\n"
            continue
        yield "| question | sure | what was said or shown first | what answers it |\n|---|---:|---|---|"
        for each in found[:MOST_ERRORS]:
            said = each.suggestions[0] if each.suggestions else each.reply
            cells = (each.row["question"], f"{each.confidence:.0%}", said, " ".join(each.row["sentences"] or ("nothing",)))
            yield "| " + " | ".join(" ".join(cell.replace("|", "/").split())[:MOST_LETTERS] for cell in cells) + " |"
        yield ""


def print_each(asked: Sequence[Asked]) -> None:
    for each in sorted(asked, key=lambda each: (each.outcome, each.row["corpus"])):
        print(
            f"{each.outcome:11} {each.path} {each.confidence:.2f} {each.row['corpus']:10} {each.row.get('kind', ''):11} {each.row['question']}"
        )
    print()


if __name__ == "__main__":
    main()
