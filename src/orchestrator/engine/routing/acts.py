"""Reads what a message does in the conversation, and which question it leads to."""

from dataclasses import replace

from orchestrator.domain.message.acts.choosing import chosen_of, names_one
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.acts.situation import Situation
from orchestrator.domain.message.follow_ups import read_question, stands_alone
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.message.turns import last_question
from orchestrator.domain.replies.sentences import is_something_else, is_yes
from orchestrator.domain.routing.acting import NEVER_SAID, REPLIES, read_situation
from orchestrator.domain.routing.facts import Facts
from orchestrator.engine.services import Services
from orchestrator.ports.models import Vector


def with_act(services: Services, facts: Facts, vector: Vector | None) -> Facts:
    """The facts with the act of the message and its question. `vector` is that of `facts.core`, None where the embedder is down."""
    situation = read_situation(facts.turns, facts.questions)
    act = services.calibration.acts.read(facts.core.text, vector, situation, facts.names)
    act = _of_button(facts, situation) or act
    act, chosen = _choose(act, facts.core.text, situation)
    facts = replace(facts, act=act, chosen=chosen, has_chat_model=services.chat is not None)
    if situation.asked_if_known and (chosen or act is Act.decline):
        return _with_close_reply(facts)
    question, is_follow_up = _question(facts)
    return replace(facts, question=question, is_follow_up=is_follow_up)


def _of_button(facts: Facts, situation: Situation) -> Act | None:
    """The act of a pressed button under "Do you mean ...?"; None for any other text."""
    if not situation.asked_if_known:
        return None
    return Act.accept if is_yes(facts.text) else Act.decline if is_something_else(facts.text) else None


def _with_close_reply(facts: Facts) -> Facts:
    """The facts where the asker says whether a stored question is meant: the question before is routed again, knowing that."""
    asked, question = facts.turns[-1], last_question(facts.turns)
    meant = dict(zip(asked.subjects, asked.asked_about, strict=True))
    known = replace(facts, question=question, is_follow_up=False, is_close_reply=True)
    if facts.chosen:
        return replace(known, confirmed=meant[facts.chosen[0]])
    return replace(known, act=Act.question, settled=frozenset(asked.asked_about))


def _choose(act: Act, text: str, situation: Situation) -> tuple[Act, tuple[str, ...]]:
    """(act, the choices that are meant): a pressed choice and a yes to the only subject are choices, too."""
    if text.strip() in situation.choices:
        return Act.choose, (text.strip(),)
    if act is Act.accept and not situation.has_offer and situation.asked_about_one:
        return Act.choose, situation.subjects
    if act is Act.question and names_one(text, situation.choices):
        act = Act.choose
    return act, chosen_of(text, situation.choices) if act is Act.choose else ()


def _question(facts: Facts) -> tuple[str, bool]:
    """(question to search for, whether it is joined with an earlier one)."""
    turns = tuple(turn for turn in facts.turns if turn.rule not in NEVER_SAID)
    before = last_question(turns)
    match facts.act:
        case act if act in REPLIES or act.value in SmallTalk.__members__:
            return facts.core.text, False
        case Act.not_answered | Act.simpler if before:
            return before, True
        case Act.choose if before and facts.chosen:
            return f"{before} {' '.join(facts.chosen)}", True
        case Act.rephrase | Act.choose if before and not stands_alone(facts.core):
            return f"{before} {facts.core.text.strip()}", True
        case _:
            return read_question(facts.core, turns)
