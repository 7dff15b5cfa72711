"""No text holds the event loop: every function of the domain that reads one, with 10,000 characters of every hostile kind.

This is a bound against loops and patterns that grow with the square of a text, not a measure of speed: ten times what
`benchmarks/event_loop.py` holds each function to, in CPU of this thread, so that a busy or a slow machine changes nothing.
"""

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import orchestrator.domain
from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.message.language import read_language
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import MAX_TOPIC_CHARACTERS, MAX_TOPICS
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.routing.plan import plan
from orchestrator.domain.routing.signals import read_signals
from orchestrator.domain.safety.moderation import NOT_ASKED, read_unsafe
from orchestrator.domain.safety.topics import touches
from support import facts
from support.texts.functions import NO_TEXTS, TEXT_FUNCTIONS, hits
from support.texts.hostile import CHARACTERS, HOSTILE
from support.texts.topics import SEEN, UNSEEN

LIMIT_S = 0.5
TRIES = 3
TEXTS = re.compile(r"\b(?:str|Reading|Turn|PassageHit|CanonicalHit|ReferenceText|NotificationContent|DraftRequest|Source)\b")
"""Types of parameters that hold a text."""
WORD_FORMS = LibraryWordForms()


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name without 'orchestrator.domain.', function) of every public function of the domain."""
    for module in pkgutil.walk_packages(orchestrator.domain.__path__, "orchestrator.domain."):
        for name, member in vars(importlib.import_module(module.name)).items():
            function = inspect.unwrap(member) if callable(member) and not inspect.isclass(member) else None
            if inspect.isfunction(function) and function.__module__ == module.name and not name.startswith("_"):
                yield f"{module.name.removeprefix('orchestrator.domain.')}.{name}", function


def caches() -> Iterator[Any]:
    for module in pkgutil.walk_packages(orchestrator.domain.__path__, "orchestrator.domain."):
        yield from (member for member in vars(importlib.import_module(module.name)).values() if hasattr(member, "cache_clear"))


CACHES = list(caches())


def cpu_s(read: Callable[[], object]) -> float:
    """The CPU that it takes the first time, without anything that was kept of an earlier call."""
    for cache in CACHES:
        cache.cache_clear()
    started = time.thread_time()
    read()
    return time.thread_time() - started


def least_cpu_s(read: Callable[[], object]) -> float:
    """The least of a few tries; one that is below the limit is enough."""
    least = cpu_s(read)
    for _ in range(TRIES - 1):
        if least < LIMIT_S:
            break
        least = min(least, cpu_s(read))
    return least


def test_every_function_that_reads_a_text_is_fed() -> None:
    reading = {name for name, function in public_functions() if TEXTS.search(str(inspect.signature(function)).split(" -> ")[0])}
    assert reading - set(TEXT_FUNCTIONS) - set(NO_TEXTS) == set(), "Add the new function to tests/support/texts/functions.py"
    assert set(NO_TEXTS) <= reading
    assert not set(NO_TEXTS) & set(TEXT_FUNCTIONS)


@pytest.mark.parametrize("name", TEXT_FUNCTIONS)
@pytest.mark.timeout(300)
def test_no_text_takes_long(name: str) -> None:
    read, slow = TEXT_FUNCTIONS[name], dict[str, int]()
    for kind, make in HOSTILE.items():
        text = make(CHARACTERS)
        assert len(text) == CHARACTERS
        took_s = least_cpu_s(lambda text=text: read(text))  # type: ignore[misc]  # mypy infers no default
        if took_s >= LIMIT_S:
            slow[kind] = round(took_s * 1000)
    assert slow == {}, "milliseconds of CPU by kind of text"


def read_topic(topic: str) -> bool:
    return touches(read_text(topic), topic, WORD_FORMS)


def topics(word: str) -> list[str]:
    """As many topics as a policy may have, as long as they may be, of words that the text is full of."""
    long = f"{word} " * (MAX_TOPIC_CHARACTERS // (len(word) + 1))
    return [f"{long[: MAX_TOPIC_CHARACTERS - 6]}b{n}" for n in range(MAX_TOPICS)]


@pytest.mark.parametrize(
    ("kind", "word"),
    [("a and spaces", "a"), ("lines", "a"), ("Russian", "налоги"), ("Turkish", "vergiler"), ("Korean", "환불을"), ("Arabic", "الضريبة"),
     ("Japanese", "東京"), ("Chinese", "想要"), ("Thai", "คืน"), ("Hebrew", "ביטוח"), ("long words", "xyz"), ("different words", "w1"),
     ("names with signs", "C++"), ("mixed", "a")],
)  # fmt: skip
def test_topics_at_their_bounds_take_no_longer(kind: str, word: str) -> None:
    """The topics were read before, as they are when a process has answered one message of the agent."""
    blocked, took_s = topics(word), float("inf")
    for n in range(TRIES):
        text = HOSTILE[kind](CHARACTERS - 1) + str(n)
        list(map(read_topic, blocked))
        started = time.thread_time()
        read = read_text(text)
        assert sum(touches(read, topic, WORD_FORMS) for topic in blocked) == 0
        took_s = min(took_s, time.thread_time() - started)
    assert took_s < LIMIT_S


@pytest.mark.parametrize("kind", ["different short words", "different words", "different Russian", "different Korean", "mixed", "Greek"])
def test_topics_in_many_languages_take_no_longer(kind: str) -> None:
    """The words of the message are stemmed in the language of each topic, as far as they are of its script."""
    blocked, took_s = sorted({case.topic for case in (*SEEN, *UNSEEN)}), float("inf")
    assert len({read_language(each, WORD_FORMS) for each in blocked}) > 10
    for n in range(TRIES):
        text = HOSTILE[kind](CHARACTERS - 1) + str(n)
        list(map(read_topic, blocked))
        started = time.thread_time()
        read = read_text(text)
        assert sum(touches(read, topic, WORD_FORMS) for topic in blocked) < len(blocked)
        took_s = min(took_s, time.thread_time() - started)
    assert took_s < LIMIT_S


@pytest.mark.parametrize("kind", HOSTILE)
def test_each_step_of_one_message_takes_no_longer(kind: str) -> None:
    """The steps between which the engine lets others go on, see `engine.routing.route`."""
    text = HOSTILE[kind](CHARACTERS)
    policy = facts.policy(blocked_topics=("tax", "insurance policy"))
    known = facts.facts(text, passages=hits(HOSTILE["mixed"](CHARACTERS)), word_forms=WORD_FORMS)
    calibration = facts.calibration()
    signals = read_signals(known, calibration)
    decision = decide(signals, policy, known)
    steps: dict[str, Callable[[], object]] = {
        "read": lambda: known.message,
        "unsafe": lambda: read_unsafe(known.message, NOT_ASKED, policy),
        "signals": lambda: read_signals(known, calibration),
        "decide": lambda: decide(signals, policy, known),
        "plan": lambda: plan(decision, policy, known, calibration) if isinstance(decision, Decision) else None,
    }
    slow = {step: round(took_s * 1000) for step, run in steps.items() if (took_s := least_cpu_s(run)) >= LIMIT_S}
    assert slow == {}
    assert not isinstance(decision, Decision) or decision.path in Path
