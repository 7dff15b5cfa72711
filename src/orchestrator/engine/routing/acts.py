"""Reads what a message does in the conversation, and which question it leads to."""

from dataclasses import replace

from orchestrator.domain.escalation.asked import waiting_here
from orchestrator.domain.message.acts.choosing import chosen_of, names_one
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.acts.picking import picked_of
from orchestrator.domain.message.acts.situation import Situation
from orchestrator.domain.message.follow_ups import read_question, stands_alone
from orchestrator.domain.message.small_talk import SmallTalk
from orchestrator.domain.message.turns import Turn, asked_what_for, last_question
from orchestrator.domain.message.wants_human import wants_human
from orchestrator.domain.paths import Path
from orchestrator.domain.replies.sentences import is_something_else, is_yes
from orchestrator.domain.routing.acting import NEVER_SAID, REPLIES, read_situation
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import is_bare
from orchestrator.engine.services import Services
from orchestrator.ports.models import Vector


def with_act(services: Services, facts: Facts, vector: Vector | None) -> Facts:
    """The facts with the act of the message and its question. `vector` is that of `facts.core`, None where the embedder is down."""
    situation = read_situation(facts.turns, facts.questions)
    act, picked = read_act(services, facts.core.text, vector, situation, facts.names)
    act = _of_button(facts, situation) or act
    act, chosen = _choose(act, facts.core.text, situation)
    for_creator = asked_what_for(facts.turns) and act is Act.question
    if situation.asked_if_known and (chosen or act is Act.decline):
        return _with_close_reply(replace(facts, act=act, chosen=chosen, has_chat_model=services.chat is not None))
    if act is Act.question and not for_creator and wants_human(facts.core, facts.names):
        act = Act.wants_person
    if act is Act.wants_person and _waits_already(facts):
        act = Act.status
    facts = replace(facts, act=act, is_for_creator=for_creator, picked=picked, chosen=chosen, has_chat_model=services.chat is not None)
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
    refused = frozenset(asked.asked_about)
    return replace(known, act=Act.question, settled=refused, refused=refused)


def _waits_already(facts: Facts) -> bool:
    """Whether the last question of the conversation is with the creator, so that a wish for a person asks about it."""
    waiting, before = waiting_here(facts.questions), last_question(_asked_turns(facts))
    return waiting is not None and bool(before) and before in (waiting.question, waiting.pattern)


def _asked_turns(facts: Facts) -> tuple[Turn, ...]:
    """The turns that may hold a question: no small talk, no reply to the agent, no wish for a person that said nothing else."""
    said = (turn for turn in facts.turns if turn.rule not in NEVER_SAID)
    return tuple(turn for turn in said if not (turn.wanted_person and turn.path is Path.clarify))


def _told_turns(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Of these turns, those that were clear: what was too vague to answer is too vague to pass on."""
    return tuple(turn for turn in turns if turn.path is not Path.clarify or turn.asked_about)


def read_act(
    services: Services, core: str, vector: Vector | None, situation: Situation, names: frozenset[str]
) -> tuple[Act, tuple[int, ...]]:
    """(act, the questions of an offer that it accepts, by index, where it takes some and leaves others)."""
    picked = picked_of(core, situation.offered)
    if picked is None:
        return services.calibration.acts.read(core, vector, situation, names), ()
    if not picked:
        return Act.decline, ()
    return Act.accept, picked if len(picked) < len(situation.offered) else ()


def _choose(act: Act, text: str, situation: Situation) -> tuple[Act, tuple[str, ...]]:
    """(act, the choices that are meant): a pressed choice and a yes to the only subject are choices, too."""
    if text.strip() in situation.choices:
        return Act.choose, (text.strip(),)
    if act is Act.accept and situation.asked_about_one and (situation.asked_if_known or not situation.has_offer):
        return Act.choose, situation.subjects
    if act is Act.question and names_one(text, situation.choices):
        act = Act.choose
    return act, chosen_of(text, situation.choices) if act is Act.choose else ()


def _question(facts: Facts) -> tuple[str, bool]:
    """(question to search for, whether it is joined with an earlier one)."""
    turns = _asked_turns(facts)
    before = last_question(turns)
    if facts.is_for_creator:
        return facts.core.text, False
    match facts.act:
        case act if act in REPLIES or act.value in SmallTalk.__members__:
            return facts.core.text, False
        case Act.not_answered | Act.simpler if before:
            return before, True
        case Act.wants_person if (asked := last_question(_told_turns(turns))) and is_bare(facts):
            return asked, True
        case Act.choose if before and facts.chosen:
            return f"{before} {' '.join(facts.chosen)}", True
        case Act.rephrase | Act.choose if before and not stands_alone(facts.core):
            return f"{before} {facts.core.text.strip()}", True
        case _:
            return read_question(facts.core, turns)
