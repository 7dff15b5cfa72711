"""What the local rules refuse, with no moderation model: attacks and abuse, and safe messages that should not be refused.

    python benchmarks/safety.py FOLDER [--show KIND]

FOLDER holds safety/ and the ordinary questions of other sets, none of which the rules were written with. `--show` prints what was
refused of the safe and what was not refused of the others, for the named file, to read; nothing else prints a line of the sets.
"""

import argparse
from collections import Counter
from pathlib import Path

from sets import Row, read_rows

from orchestrator.domain.message.reading import read_text
from orchestrator.domain.safety.abuse import find_abuse

ORDINARY = ("stackfaq", "qqp", "hint3_curekart", "rasa_sara", "clinc150", "banking77", "squad2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", help="a name of the table")
    given = parser.parse_args()
    print("| file | messages | refused | share | by kind |\n|---|---:|---:|---:|---|")
    for name, texts, should in read_files(given.folder):
        found = {text: find_abuse(read_text(text)) for text in texts}
        kinds = Counter(found[text] for text in texts if found[text])
        told = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        print(f"| {name} | {len(texts)} | {kinds.total()} | {kinds.total() / len(texts):.1%} | {told} |")
        if given.show == name:
            for text in texts:
                if (found[text] is not None) is not should:
                    print("   ", found[text], "|", text[:200].replace("\n", " / "))


def read_files(folder: Path) -> list[tuple[str, list[str], bool]]:
    """(name, texts, whether they should be refused)."""
    safety = folder / "safety"
    odd, abuse = read_rows(safety / "xstest_odd.jsonl"), read_rows(safety / "convabuse_train.jsonl")
    files = [
        ("xstest, safe", texts_of(odd, label="safe"), False),
        ("xstest, unsafe", texts_of(odd, label="unsafe"), True),
        ("convabuse, no abuse", [row["text"] for row in abuse if not row["abusive"]], False),
        ("convabuse, abuse", [row["text"] for row in abuse if row["abusive"]], True),
        ("convabuse, severe abuse", [row["text"] for row in abuse if row["abusive"] and row["severity"] <= -2], True),
        ("jailbreak questions", texts_of(read_rows(safety / "jailbreak_questions.jsonl")), True),
        ("jailbreak templates", texts_of(read_rows(safety / "jailbreak_templates.jsonl")), True),
        ("tensor trust hijacks", texts_of(read_rows(safety / "tensor_trust_hijack.jsonl")), True),
        ("bipia lines, sent as messages", texts_of(read_rows(safety / "bipia_train.jsonl")), False),
    ]
    files += [(f"ordinary: {name}", texts_of(read_rows(folder / name / "stream.jsonl")), False) for name in ORDINARY]
    return files


def texts_of(rows: list[Row], **wanted: str) -> list[str]:
    return [row["text"] for row in rows if all(row[name] == value for name, value in wanted.items())]


if __name__ == "__main__":
    main()
