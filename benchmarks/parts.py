"""How often the questions of a message are told apart: `python benchmarks/parts.py [dev|kept]`.

`judgement/parts/` holds 240 messages, with the questions that each asks; half of 160 have one question. They were written by people
who knew neither the code nor its results. A message is right where it has as many parts as questions and each part holds its
question. In 80 of `dev`, written by another person, the questions stand as they would be asked alone (`alone`), so that only their
number is compared.
"""

import argparse
import json
import re
from pathlib import Path

from orchestrator.domain.message.manners.core import read_core
from orchestrator.domain.message.parts.reading import read_parts

HERE = Path(__file__).parent / "judgement" / "parts"
LETTERS = 12
"""Of the beginning or the end of a question, which must stand in its part."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("dev", "kept"), nargs="?", default="dev")
    half = parser.parse_args().half
    rows = [json.loads(line) for line in (HERE / f"{half}.jsonl").read_text().splitlines()]
    for name, is_several in (("one question", False), ("several questions", True)):
        for author, is_alone in (("", False), (", by another writer", True)):
            chosen = [row for row in rows if (len(row["parts"]) > 1) is is_several and row.get("alone", False) is is_alone]
            right = sum(_is_right(row["text"], row["parts"], is_alone) for row in chosen)
            if chosen:
                print(f"{half}, {name}{author}: {right} of {len(chosen)} right")


def _is_right(text: str, wanted: list[str], is_alone: bool) -> bool:
    found = read_parts(read_core(text))
    return len(found) == len(wanted) and (is_alone or len(wanted) == 1 or all(map(_holds, found, wanted)))


def _holds(part: str, question: str) -> bool:
    plain = re.sub(r"^\W+|\W+$", "", question).lower()
    return plain[:LETTERS] in part.lower() or plain[-LETTERS:] in part.lower()


if __name__ == "__main__":
    main()
