"""Three conversations of ten messages over HTTP, each once with the stand-in for a chat model of the tests and once without a
model.

    python benchmarks/transcript.py [--as-json] [--replies FILE] [--remarks docs/quality/remarks.json]

Prints the transcripts: each message, its path and rule, the reply and its sources; with the remark on each turn from the file,
where one is given. `--replies` prints from what `--as-json` printed before. No real model is called: see `tests/support/servers/stand_in.py` for the rule of the stand-in.
"""

import argparse
import json
import os
import sys
import tempfile
from contextlib import redirect_stdout
from importlib import resources
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fastapi.testclient import TestClient

from orchestrator.bootstrap.database import database_urls, prepare
from orchestrator.bootstrap.web import make_app
from orchestrator.cli.demo.filling import fill_if_empty
from orchestrator.settings import Settings
from support.api import Api
from support.servers.chat_server import serving

CONVERSATIONS = {
    "The polite beginner": (
        "Hello Mara, I love your channel!",
        "I am thinking about keeping bees and would be grateful for a little advice, if you have a moment.",
        "Is it better to start with one hive or with two?",
        "Thank you so much! And how much sugar would I need in autumn, and which hive tool should I buy, please?",
        "Oh, I see. And in spring?",
        "Could you tell me when I may harvest the honey, please?",
        "I am sorry to ask again, but what does the weekend course cost?",
        "Would you perhaps come to our school and give a talk about bees next May?",
        "Yes, please, that would be lovely.",
        "Thank you, that helps a lot!",
    ),
    "The terse expert": (
        "varroa threshold august",
        "june?",
        "oxalic dosage per seam and temperature limit for formic",
        "why not above 28",
        "fondant when",
        "moisture for harvest",
        "OA sublimation?",
        "no",
        "ship nucs to norway?",
        "thx",
    ),
    "The angry customer": (
        "My order still has not arrived!!! Where is it?",
        "That did not answer my question.",
        "How long does shipping take, and who pays if the jars are broken?",
        "This is ridiculous. I want to talk to a person.",
        "yes",
        "Any news?",
        "I paid for the course and cannot come. Do I get my money back?",
        "And if I am ill?",
        "You are useless.",
        "Cancel my question.",
    ),
}


def sign_in(api: Api) -> Api:
    """Signs in as the follower among the demo's people, from whom the creator takes questions."""
    people = json.loads((resources.files("orchestrator.cli.demo") / "people.json").read_text(encoding="utf-8"))
    follower = next(asker for asker in people["askers"] if asker["tier"] == "follower")
    token = api.call("POST", "/sessions", 201, json={"email": follower["email"], "password": people["password"]})["token"]
    return Api(api.client, token, follower)


def hold(base_url: str | None) -> dict[str, list[dict[str, Any]]]:
    """Holds each conversation as one person, on a new database with the demo; returns the responses."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
            with redirect_stdout(sys.stderr):
                fill_if_empty(settings, urls.runtime)
            environment = {
                "ORCHESTRATOR_HOME": home,
                "DATABASE_URL": urls.runtime,
                "CHAT_BASE_URL": base_url or "",
                "CHAT_MODEL": "small" if base_url else "",
            }
            before = {name: os.environ.get(name) for name in environment}
            os.environ.update(environment)
            try:
                with TestClient(make_app()) as client:
                    asker = sign_in(Api(client))
                    avee = asker.call("GET", "/avees/mara", 200)["id"]
                    return {title: ask_all(asker, avee, messages) for title, messages in CONVERSATIONS.items()}
            finally:
                for name, value in before.items():
                    os.environ.pop(name, None)
                    if value is not None:
                        os.environ[name] = value


def ask_all(asker: Api, avee: str, messages: tuple[str, ...]) -> list[dict[str, Any]]:
    conversation = asker.start(avee)
    return [asker.ask(conversation, message) for message in messages]


def show(title: str, responses: list[dict[str, Any]], remarks: dict[str, str]) -> None:
    """`remarks` by "1" for the first turn and so on."""
    print(f"### {title}\n")
    for number, answer in enumerate(responses, 1):
        print(f"**{number}. Visitor:** {answer['asked']}\n")
        print("\n".join(f"> {line}".rstrip() for line in answer["reply"]["content"].splitlines()))
        for at, source in enumerate(answer["reply"]["sources"], 1):
            print(f">\n> [{at}] {source['title']}")
        for source in answer["suggestions"]:
            print(f">\n> *Shown as near:* {source['title']}: {source['excerpt']}")
        for part in answer["parts"]:
            print(f"\n*{part['path']} ({part['decision']['rule']}) for “{part['text']}”: {part['decision']['reason']}*")
        if not answer["parts"]:
            print(f"\n*{answer['path']} ({answer['decision']['rule']}): {answer['decision']['reason']}*")
        remark = remarks.get(str(number))
        print(f"\nRemark: {remark}\n" if remark else "")


def hold_all() -> dict[str, dict[str, list[dict[str, Any]]]]:
    with serving() as server:
        return {"with": hold(server.base_url), "without": hold(None)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as-json", action="store_true", help="print the complete responses instead of a readable text")
    parser.add_argument("--remarks", type=Path, help="a JSON file: conversation, then 'with' or 'without', then the number of the turn")
    parser.add_argument("--replies", type=Path, help="a JSON file as printed by --as-json; nothing is asked anew")
    arguments = parser.parse_args()
    held = json.loads(arguments.replies.read_text(encoding="utf-8")) if arguments.replies else hold_all()
    if arguments.as_json:
        print(json.dumps(held, indent=2, ensure_ascii=False))
        return
    remarks = json.loads(arguments.remarks.read_text(encoding="utf-8")) if arguments.remarks else {}
    for title, messages in CONVERSATIONS.items():
        print(f"## {title}\n")
        for kind, heading in (("with", "With the stand-in for a chat model"), ("without", "Without a chat model")):
            said = [answer | {"asked": message} for message, answer in zip(messages, held[kind][title], strict=True)]
            show(heading, said, remarks.get(title, {}).get(kind, {}))


if __name__ == "__main__":
    main()
