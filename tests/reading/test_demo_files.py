"""The demo's files are consistent with each other and with the product's own rules."""

import json
import pathlib
from typing import Any

import orchestrator
from orchestrator.adapters.reading.markdown import MarkitdownReader
from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.accounts.access import Layer, Tier
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy, read_policy, show_policy
from orchestrator.domain.safety.topics import touches

DEMO = pathlib.Path(orchestrator.__file__).parent / "cli" / "demo"


def load(name: str) -> Any:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


ANSWERS = [json.loads(line) for line in (DEMO / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
MESSAGES = load("messages.json")


def test_every_document_is_listed_under_its_own_title_and_cut_into_passages() -> None:
    reader = MarkitdownReader()
    listed = load("documents.json")
    assert {entry["file"] for entry in listed} == {path.name for path in (DEMO / "documents").iterdir()}
    for entry in listed:
        document = reader.read(entry["file"], (DEMO / "documents" / entry["file"]).read_bytes())
        assert document.title == entry["title"]
        assert 4 <= len(reader.split(document.text)) <= 12
    assert {Layer(entry["layer"]) for entry in listed} == set(Layer)


def test_the_agents_rules_and_its_people_are_valid() -> None:
    policy = read_policy(show_policy(Policy()) | load("agent.json")["config"])
    askers = load("people.json")["askers"]
    assert {Tier(asker["tier"]) for asker in askers} == set(Tier) - {Tier.guest}
    assert Tier.free not in policy.allowed_user_tiers
    assert {Layer(asker["layer"]) for asker in askers} == {Layer.public, Layer.friends}


def test_the_messages_reach_every_path_that_a_message_alone_can_reach() -> None:
    assert {Path(message["expected_path"]) for message in MESSAGES} == set(Path) - {Path.queue_for_creator}
    assert {message["as"] for message in MESSAGES} == {asker["email"] for asker in load("people.json")["askers"]}


def test_known_questions_are_among_the_answers_and_no_answer_touches_a_blocked_topic() -> None:
    patterns = {answer["question_pattern"] for answer in ANSWERS}
    assert {message["question"] for message in MESSAGES if message["expected_path"] == "C"} <= patterns
    blocked = load("agent.json")["config"]["blocked_topics"]
    assert not [pattern for pattern in patterns for topic in blocked if touches(read_text(pattern), topic, LibraryWordForms())]
