"""Values of the domain, valid by default; each builder overrides any field by its name."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.accounts.agents import Agent, Asker
from orchestrator.domain.answering.finding.confidence import Confidence
from orchestrator.domain.answering.passages import NearSentence, PassageHit
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.escalation.gates import Usage
from orchestrator.domain.matching.hits import CanonicalHit
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.looks.curves import Curve
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.routing.facts import Facts
from orchestrator.domain.routing.signals import Signals

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
"""A Wednesday."""


def identifier(name: str) -> UUID:
    """A UUID derived from the name."""
    return uuid5(UUID(int=0), name)


def calibration() -> Calibration:
    """A calibration in which a cosine is its own probability. Confidence is 1/2 at passage 0.5 alone; coverage weighs
    most.
    """
    line = Curve(((0.0, 0.0), (1.0, 1.0)))
    return Calibration("identity", line, line, Confidence(-5.0, 6.0, 2.0, 0.5, 0.5), "for tests: the identity")


def agent(**changes: Any) -> Agent:
    valid: dict[str, Any] = {"id": identifier("agent"), "owner_id": identifier("mara"), "handle": "mara", "display_name": "Bee School",
             "creator_name": "Mara Lind"}  # fmt: skip
    return Agent(**valid | changes)


def asker(**changes: Any) -> Asker:
    valid: dict[str, Any] = {"user_id": identifier("asker")}
    return Asker(**valid | changes)


def usage(**changes: Any) -> Usage:
    return Usage(**changes)


def policy(**changes: Any) -> Policy:
    """The default rules, but for the trust mode: matches are served from the creator's threshold, so that scores alone decide."""
    valid: dict[str, Any] = {"trust_mode": Mode.immediate}
    return Policy(**valid | changes)


def signals(**changes: Any) -> Signals:
    """Signals of a question that is neither novel nor complex nor confidently answered, so worth asking."""
    valid: dict[str, Any] = {"similarity": 0.5, "novelty": 0.5, "complexity": 0.1, "confidence": 0.4}
    return Signals(**valid | changes)


def facts(text: str = "When should I harvest lavender honey?", **changes: Any) -> Facts:
    """A first question without any match. `question` equals `text` unless it is given."""
    valid: dict[str, Any] = {"text": text, "question": text, "agent": agent(), "asker": asker(), "now": NOW,
             "word_forms": LibraryWordForms()}  # fmt: skip
    return Facts(**valid | changes)


def draft_request(text: str = "When should I harvest lavender honey?", **changes: Any) -> DraftRequest:
    """The request for a draft that belongs to these facts."""
    given = facts(text, **changes)
    return given.draft_request(given.passages)


def answer_hit(cosine: float = 0.9, **changes: Any) -> CanonicalHit:
    valid: dict[str, Any] = {"id": identifier("answer"), "question_pattern": "When is lavender honey harvested?",
             "answer_content": "At the end of July, once most cells are capped.", "cosine": cosine,
             "answered_at": datetime(2025, 6, 1, tzinfo=UTC)}  # fmt: skip
    return CanonicalHit(**valid | changes)


def passage_hit(cosine: float = 0.9, **changes: Any) -> PassageHit:
    valid: dict[str, Any] = {"id": identifier("passage"), "document_id": identifier("document"), "title": "The bee year", "heading": "Summer",
             "content": "Harvest lavender honey at the end of July, when most cells are capped.", "cosine": cosine}  # fmt: skip
    return PassageHit(**valid | changes)


def near(*texts: str, cosine: float = 0.8) -> tuple[NearSentence, ...]:
    """The nearest sentences of a passage, best first."""
    return tuple(NearSentence(text, cosine - 0.1 * place) for place, text in enumerate(texts))


def agent_turn(question: str, path: Path = Path.auto_answer, **changes: Any) -> Turn:
    """The agent's turn in reply to `question`."""
    valid: dict[str, Any] = {"role": Role.agent, "content": "An answer.", "path": path, "question": question}
    return Turn(**valid | changes)


def user_turn(content: str) -> Turn:
    return Turn(Role.user, content)
