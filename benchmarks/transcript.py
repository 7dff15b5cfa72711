"""A conversation of ten messages over HTTP, once with the model server of the tests in its well-behaved mode, once
without a model.

    python benchmarks/transcript.py [--as-json]

Prints both transcripts: each message, its path and rule, the reply and its sources. No real model is called.
"""

import argparse
import json
import os
import sys
import tempfile
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

MESSAGES = (
    "Hello Mara!",
    "it doesn't work",
    "My colony does not take the syrup in autumn.",
    "Is it better to start with one hive or with two?",
    "How many parts sugar to water for autumn syrup?",
    "And in spring?",
    "When should I treat against varroa mites?",
    "Why?",
    "Would you come to our school and give a talk about bees next May?",
    "Thank you, that helps a lot!",
)


def sign_in(api: Api) -> Api:
    """Signs in as the follower among the demo's people, from whom the creator takes questions."""
    people = json.loads((resources.files("orchestrator.cli.demo") / "people.json").read_text(encoding="utf-8"))
    follower = next(asker for asker in people["askers"] if asker["tier"] == "follower")
    token = api.call("POST", "/sessions", 201, json={"email": follower["email"], "password": people["password"]})["token"]
    return Api(api.client, token, follower)


def hold(base_url: str | None) -> list[dict[str, Any]]:
    """Asks the ten messages as one person, on a new database with the demo; returns the responses."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(ORCHESTRATOR_HOME=Path(home))
        with database_urls(settings) as urls:
            prepare(settings, urls)
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
                    conversation = asker.start(avee)
                    return [asker.ask(conversation, message) for message in MESSAGES]
            finally:
                for name, value in before.items():
                    os.environ.pop(name, None)
                    if value is not None:
                        os.environ[name] = value


def show(title: str, responses: list[dict[str, Any]]) -> None:
    print(f"## {title}\n")
    for number, (message, answer) in enumerate(zip(MESSAGES, responses, strict=True), 1):
        print(f"**{number}. Visitor:** {message}\n")
        print("\n".join(f"> {line}".rstrip() for line in answer["reply"]["content"].splitlines()))
        for at, source in enumerate(answer["reply"]["sources"], 1):
            print(f">\n> [{at}] {source['title']}")
        print(f"\n*{answer['path']} {answer['action']} ({answer['decision']['rule']}): {answer['decision']['reason']}*\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as-json", action="store_true", help="print the complete responses instead of a readable text")
    as_json = parser.parse_args().as_json
    with serving() as server:
        transcripts = {"With a chat model (the tests' server, well-behaved)": hold(server.base_url), "With no chat model": hold(None)}
    if as_json:
        print(json.dumps(transcripts, indent=2, ensure_ascii=False))
        return
    for title, answers in transcripts.items():
        show(title, answers)


if __name__ == "__main__":
    main()
