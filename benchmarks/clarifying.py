"""Which messages are asked back, by what the text alone says: vague ones, and clear ones that should not have been.

    python benchmarks/clarifying.py FOLDER

FOLDER holds clariq, clamber and ambignq: questions that are ambiguous to who knows the world, hardly any of them vague. No
documents stand behind them, so nothing that was found can make a message clear. Beside it the longest length-only rules
that ask back no more of the clear ones than the shipped rule does, and at most 10 % of them.
"""

import argparse
from pathlib import Path

from sets import Row, read_rows

from orchestrator.domain.message.clarity import vagueness
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import tokens
from orchestrator.domain.policy.policy import Policy

MOST_OVER_ASKING = 0.10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"{'set':12}{'unclear':>9}{'clear':>7}{'rule':>24}{'unclear asked back':>20}{'clear asked back':>18}")
    for name in ("clariq", "clamber", "ambignq"):
        rows = [(row["text"], is_unclear(row)) for row in read_rows(folder / name / "labels.jsonl") if counts(row)]
        report(name, rows)


def counts(row: Row) -> bool:
    """Without what its own annotators could not agree on; clamber's only on the split test, clariq has none."""
    return not row.get("mixed") and row.get("use", True) and ("need" in row or row.get("split", "test") == "test")


def is_unclear(row: Row) -> bool:
    if "need" in row:
        return bool(row["need"] >= 3)
    return bool(row.get("needs_clarification", row.get("ambiguous")))


def report(name: str, rows: list[tuple[str, bool]]) -> None:
    asked_back = {text: vagueness(read_text(text)) >= Policy().vagueness_threshold for text, _ in rows}
    length = {text: len(tokens(text)) for text, _ in rows}
    rules = {"as shipped": asked_back}
    for most in (shares(rows, asked_back)[1], MOST_OVER_ASKING):
        longest = max(n for n in range(30) if shares(rows, {text: length[text] <= n for text in length})[1] <= most)
        rules[f"at most {longest} words"] = {text: length[text] <= longest for text in length}
    for rule, asked in rules.items():
        unclear, clear = shares(rows, asked)
        number = sum(is_unclear for _, is_unclear in rows)
        print(f"{name:12}{number:9}{len(rows) - number:7}{rule:>24}{unclear:20.1%}{clear:18.1%}")


def shares(rows: list[tuple[str, bool]], asked_back: dict[str, bool]) -> tuple[float, float]:
    """Share of the unclear and of the clear that are asked back."""
    by = {kind: [asked_back[text] for text, is_unclear in rows if is_unclear is kind] for kind in (True, False)}
    return sum(by[True]) / max(1, len(by[True])), sum(by[False]) / max(1, len(by[False]))


if __name__ == "__main__":
    main()
