"""Are unclear questions asked back, where two passages, rows or headings answer differently, and clear ones not?

    python benchmarks/rivals.py [--part dev|kept] [--verbose]

Asks the whole product the questions of `benchmarks/judgement/rivals`, as a stranger who asks in public; no chat model.
`kept` are the questions that were not looked at while the rivals were built.

- asked back: path B with choices; right where each choice has one of the words that tell the meant subjects apart, and at
  least two of these subjects are among them.
- answered after: sending each choice of these as the next message is answered (path A or C), and the reply names it.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient
from judgement.__main__ import call, make_agent, product, sign_up
from sets import Row, read_rows

FOLDER = Path(__file__).parent / "judgement" / "rivals"


@dataclass(frozen=True)
class Asked:
    """A question and what became of it."""

    row: Row
    path: str
    choices: tuple[str, ...]
    after: tuple[tuple[str, str], ...]
    """(path, reply) of each choice sent as the next message."""

    @property
    def is_asked_back(self) -> bool:
        return self.path == "B" and bool(self.choices)

    @property
    def is_right(self) -> bool:
        subjects = [str(name).casefold() for name in self.row.get("between", ())]
        meant = {subject for subject in subjects for choice in self.choices if subject in choice.casefold()}
        return self.is_asked_back and len(meant) > 1 and all(any(name in choice.casefold() for name in subjects) for choice in self.choices)

    @property
    def answered(self) -> Sequence[bool]:
        return [path in "AC" and choice in reply for choice, (path, reply) in zip(self.choices, self.after, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "kept"), default="dev")
    parser.add_argument("--verbose", action="store_true", help="also print each question with what became of it")
    options = parser.parse_args()
    rows = [row for row in read_rows(FOLDER / "questions.jsonl") if row["split"] == options.part]
    with product() as client:
        asked = ask_all(client, rows)
    if options.verbose:
        for each in asked:
            print(json.dumps([each.row["question"], each.row["ambiguous"], each.path, each.choices, each.after], ensure_ascii=False))
    report(asked)


def ask_all(client: TestClient, rows: Sequence[Row]) -> list[Asked]:
    creator, asker = sign_up(client, "creator"), sign_up(client, "asker")
    agents = {name: make_agent(client, creator, FOLDER / "corpora" / name) for name in dict.fromkeys(row["corpus"] for row in rows)}
    return [ask(client, asker, agents[row["corpus"]], row) for row in rows]


def ask(client: TestClient, asker: str, agent: str, row: Row) -> Asked:
    path, _, choices = _say(client, asker, agent, row["question"])
    after = tuple(_say(client, asker, agent, row["question"], choice)[:2] for choice in choices)
    return Asked(row, path, choices, after)


def _say(client: TestClient, asker: str, agent: str, *messages: str) -> tuple[str, str, tuple[str, ...]]:
    """(path, reply, choices) of the last of the messages, in a new conversation."""
    conversation = call(client, "POST", "/conversations", asker, {"avee_id": agent})["id"]
    for message in messages:
        said = call(client, "POST", "/orchestrator/message", asker, {"conversation_id": conversation, "message": message})
    reply = said.get("reply") or {}
    return said["path"], reply.get("content") or "", tuple(reply.get("choices") or ())


def report(asked: Sequence[Asked]) -> None:
    unclear = [each for each in asked if each.row["ambiguous"]]
    clear = [each for each in asked if not each.row["ambiguous"]]
    back = [each for each in unclear if each.is_asked_back]
    after = [answered for each in back for answered in each.answered]
    print(f"unclear: {len(back)} of {len(unclear)} asked back, {sum(each.is_right for each in back)} with the right choices")
    print(f"choices: {sum(after)} of {len(after)} answered when sent")
    print(f"clear: {sum(each.is_asked_back for each in clear)} of {len(clear)} asked back")


if __name__ == "__main__":
    main()
