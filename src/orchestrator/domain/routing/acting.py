"""What the asker's act changes besides the reply: an offer is accepted, a question is withdrawn. Pure: nothing is done here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from orchestrator.domain.escalation.asked import AskedQuestion, Kept, open_offer, waiting_here, waiting_question
from orchestrator.domain.escalation.states import Move
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.acts.situation import Situation
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path


class Acted(StrEnum):
    """What a message that replies to the agent did, as the response tells it."""

    accepted_offer = "accepted_offer"
    declined_offer = "declined_offer"
    chose = "chose"
    status = "status"
    withdrew = "withdrew"
    corrected = "corrected"
    complained = "complained"
    rephrased = "rephrased"
    simplified = "simplified"
    repeated = "repeated"


ACTED = {
    Act.accept: Acted.accepted_offer,
    Act.decline: Acted.declined_offer,
    Act.choose: Acted.chose,
    Act.status: Acted.status,
    Act.withdraw: Acted.withdrew,
    Act.add: Acted.corrected,
    Act.not_answered: Acted.complained,
    Act.rephrase: Acted.rephrased,
    Act.simpler: Acted.simplified,
    Act.repeat: Acted.repeated,
}

REPLIES = frozenset({Act.accept, Act.decline, Act.status, Act.withdraw, Act.add, Act.repeat})
"""Acts that are done and said, with nothing to search for."""

TO_CREATOR = frozenset({Act.accept, Act.add})
"""Of these, the acts that bring something to the creator."""

NEVER_SAID = frozenset({"small_talk", "reply_to_agent"})
"""Rules whose replies hold nothing that could be wrong, unclear or too difficult."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A move of the asker's that is saved together with the reply."""

    move: Move
    """accept, decline, withdraw or add."""
    escalation_id: UUID
    addition: str = ""
    """What is added to the question; '' for any other move."""
    kept: Kept | None = None
    """The questions of an offer that are accepted, where the others are declined; None where all are."""


def read_situation(turns: Sequence[Turn], questions: Sequence[AskedQuestion]) -> Situation:
    """What the message may be about."""
    last = turns[-1] if turns else None
    asked_back = last is not None and last.role is Role.agent and last.path is Path.clarify
    subjects = last.subjects if last is not None and asked_back else ()
    is_answer = last is not None and last.role is Role.agent and last.path is not None and not asked_back and last.rule not in NEVER_SAID
    offer, is_offered = open_offer(questions), last is not None and last.path is Path.offer_escalation
    return Situation(
        has_offer=offer is not None,
        offered=offer.each if offer is not None and len(offer.each) > 1 and is_offered else (),
        subjects=subjects,
        has_just_accepted=last is not None
        and last.path in (Path.offer_escalation, Path.queue_for_creator)
        and waiting_here(questions) is not None,
        asked_back=asked_back,
        asked_if_known=last is not None and bool(last.asked_about),
        waits=waiting_question(questions) is not None,
        waits_here=waiting_here(questions) is not None,
        was_passed_on=any(each.accepted_at is not None for each in questions),
        has_reply=last is not None and last.role is Role.agent and bool(last.content),
        was_answered=is_answer or (last is not None and last.role is Role.creator),
    )


def read_doing(act: Act, text: str, questions: Sequence[AskedQuestion], picked: Sequence[int] = ()) -> Doing | None:
    """The move of a reply to the agent; None where it changes nothing. `picked` are the questions of the offer that are accepted, by
    their index; () for all of them."""
    offer, waiting = open_offer(questions), waiting_question(questions, text)
    match act:
        case Act.accept if offer is not None:
            return Doing(Move.accept, offer.id, kept=offer.only(picked) if picked else None)
        case Act.decline if offer is not None:
            return Doing(Move.decline, offer.id)
        case Act.withdraw if waiting is not None:
            return Doing(Move.withdraw, waiting.id)
        case Act.withdraw if offer is not None:
            return Doing(Move.decline, offer.id)
        case Act.add if (here := waiting_here(questions, text)) is not None:
            return Doing(Move.add, here.id, text)
        case _:
            return None
