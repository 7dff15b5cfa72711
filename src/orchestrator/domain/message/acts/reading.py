"""Reads the act of a message: by exact phrases, then by the fitted head. When unsure, it is a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orchestrator.domain.message.acts.features import MAX_CHARACTERS
from orchestrator.domain.message.acts.head import ActHead, read_others
from orchestrator.domain.message.acts.kinds import ASKING, TELLING, Act
from orchestrator.domain.message.acts.phrases import Phrases
from orchestrator.domain.message.acts.situation import EXPECTED, Situation
from orchestrator.domain.message.follow_ups import CONTINUING, POINTING
from orchestrator.domain.message.words import tokens

NEEDED = 0.6
"""How probable it must be that a message is an act of any kind. A question must not be swallowed."""
NEEDED_OF: Mapping[Act, float] = {Act.statement: 0.8, Act.add: 0.75, Act.who_are_you: 0.75, Act.what_can_you_do: 0.8}
BEST = 0.3
"""How probable the most probable act must be."""
UNKNOWN = 0.34
"""Share of words that no act is known to use, from which on the message names a subject of its own."""
OPENING = 4.0
"""How many times likelier accept or decline is where the message opens with a word that alone means just that. Not where the rest
complains: "No, that is wrong and not what I asked!" """


@dataclass(frozen=True, slots=True)
class ActReader:
    """What acts are read by."""

    phrases: Phrases = field(default_factory=dict)
    head: ActHead | None = None
    """None for an embedding model without a fit: the exact phrases alone count then."""

    def read(self, text: str, vector: Sequence[float] | None, situation: Situation, names: frozenset[str] = frozenset()) -> Act:
        """The act of a message. `vector` is the unit vector of `text`, `names` are folded names of the agent and the creator."""
        words = tokens(text[: 2 * MAX_CHARACTERS])
        exact = self._read_exactly(words, situation, names)
        if exact is not None:
            return exact
        if self.head is None or vector is None or not words or len(text.strip()) > MAX_CHARACTERS:
            return Act.question
        if _asks(text) and any(" ".join(words).startswith(f"{opening} ") for opening in CONTINUING):
            # "And in winter?" asks on, whatever else it resembles.
            return Act.question
        opens = self.phrases.get(words[0], frozenset()) & {Act.accept, Act.decline}
        act = _most_probable(self.head.probabilities(text, vector), situation, opens)
        if act is Act.what_can_you_do and not POINTING.isdisjoint(words):
            # "It doesn't work, can you help?" is about a thing, not about the agent.
            return Act.question
        if (act not in ASKING and _asks(text)) or (act not in TELLING and _share_unknown(self.head, text) > UNKNOWN):
            return Act.question
        return act

    def _read_exactly(self, words: Sequence[str], situation: Situation, names: frozenset[str]) -> Act | None:
        for phrase in (" ".join(words), " ".join(word for word in words if word not in names)):
            possible = [act for act in Act if act in self.phrases.get(phrase, ()) and situation.can_be(act)]
            if possible:
                return possible[0]
        return None


def _most_probable(fitted: Mapping[Act, float], situation: Situation, opens: frozenset[Act]) -> Act:
    """The act that is probable enough here; the probability of those that cannot be goes to the question."""
    if fitted[Act.not_answered] > fitted[Act.decline]:
        opens = frozenset()
    scores = {
        act: share * EXPECTED.get(act, 1.0) * (OPENING if act in opens else 1.0) for act, share in fitted.items() if situation.can_be(act)
    }
    asks = scores.pop(Act.question) + sum(share for act, share in fitted.items() if not situation.can_be(act))
    total = asks + sum(scores.values())
    best = max(scores, key=lambda act: scores[act])
    is_act = 1.0 - asks / total >= NEEDED_OF.get(best, NEEDED)
    return best if is_act and scores[best] / total >= BEST else Act.question


def _share_unknown(head: ActHead, text: str) -> float:
    return read_others(text, head.words.__contains__)[0]


def _asks(text: str) -> bool:
    return any(mark in text for mark in "?？؟")


NO_ACTS = ActReader()
"""Reads every message as a question."""
