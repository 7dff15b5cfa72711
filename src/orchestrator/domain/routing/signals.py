"""Signals: what the rules compare with thresholds, computed from the facts. Every score is in [0, 1]."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orchestrator.domain.answering.finding.answerability import read_evidence
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.quoting.rows import row_answers
from orchestrator.domain.matching.answers import nearest_phrasings, servable, undisputed
from orchestrator.domain.matching.close import read_close
from orchestrator.domain.matching.hits import CanonicalHit, Dispute
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.matching.looks.multilingual import Scored, merge
from orchestrator.domain.matching.rivals.answers import chosen_answer, read_answer_and_passage, read_rivals
from orchestrator.domain.matching.rivals.passages import passages_of, read_rival_passages
from orchestrator.domain.matching.telling_apart.siblings import find_siblings
from orchestrator.domain.matching.unmistakable import as_scored, find_unmistakable
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.clarity import complexity as read_complexity
from orchestrator.domain.message.clarity import vagueness
from orchestrator.domain.message.reading import coverage as read_coverage
from orchestrator.domain.message.small_talk import SmallTalk, small_talk
from orchestrator.domain.message.wants_human import is_bare_wish, wants_human
from orchestrator.domain.paths import Path
from orchestrator.domain.routing.acting import REPLIES
from orchestrator.domain.routing.facts import Facts

SUPPORTING_PASSAGES = 5
"""So many of the best passages are considered for `support`."""
COMPETING = 0.75
"""From this share of the best passage's probability on, the second one is another possible subject of the message."""
RIVALS_FROM = 0.35
"""Confidence from which two passages are rivals, and from which the chosen one answers. Chosen on
`benchmarks/judgement/rivals`, part `dev`."""
ROW_ANSWERS = 0.8
"""Confidence where a row of a table gives the number asked for, if it was RIVALS_FROM or more. On `benchmarks/judgement dev` all
of the few such rows were right; the other sets have no tables."""
CHOSEN = 0.9
"""Confidence, and similarity, of passages that the asker has chosen by their heading: what they are about is no longer in
doubt, whether they hold the detail is. Not measured on real askers."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the rules of `decide` read, besides policy and facts."""

    similarity: float
    """Probability that the best stored answer or passage is the right one, in [0, 1]."""
    novelty: float
    """1 - similarity, in [0, 1]."""
    complexity: float
    """How much work an answer is, in [0, 1]."""
    confidence: float
    """Probability that the passages answer the question, in [0, 1]."""
    canonical_similarity: float = 0.0
    """Probability that the best servable canonical answer is right, in [0, 1]."""
    passage_similarity: float = 0.0
    """Probability that the best passage is the right one, by its closeness alone, in [0, 1]."""
    coverage: float = 0.0
    """Share of the question's informative words in the best passage, in [0, 1]."""
    answerability: float = 0.0
    """How well the words of the passages answer the question, in [0, 1].

    An input of `confidence`, no probability by itself.
    """
    support: int = 0
    """Passages at least half as probable as the best one, 0 to 5."""
    vagueness: float = 0.0
    """How little the message says, in [0, 1]; lower where the search found one clear subject for it."""
    small_talk: SmallTalk | None = None
    """The kind of small talk that the whole message is."""
    wants_human: bool = False
    """Whether the message asks for a person instead of the agent."""
    clarifications_running: int = 0
    """Number of clarifying questions in a row just before this message, >= 0."""
    has_rivals: bool = False
    """Whether two stored answers, or one and a passage, fit the message equally well, so that the asker should say which
    one is meant."""
    between: tuple[str, ...] = ()
    """The names of passages, or of an answer and a passage, that fit equally well and answer differently; () where the
    message decides."""
    act: Act = Act.question
    """What the message does in the conversation."""
    is_dissatisfied: bool = False
    """Whether the asker wants more than the last answer says, and the agent has nothing better: it offers the creator."""
    is_confirmed: bool = False
    """Whether the asker says that `best_answer` answers what they mean."""
    close: tuple[CanonicalHit, ...] = ()
    """Stored answers that are likely meant, likeliest first: the asker may be asked about them."""
    close_similarity: float = 0.0
    """Probability that the first of `close` is meant, in [0, 1]; 0 where there is none."""
    best_answer: CanonicalHit | None = None
    """The canonical answer that `canonical_similarity` is about."""


def read_signals(facts: Facts, calibration: Calibration) -> Signals:
    """The signals of a message."""
    answers = servable_in(facts, facts.canonical)
    scored = read_probabilities(facts, answers, calibration)
    likely = read_likely(facts, scored, calibration)
    best_answer, canonical_similarity = next(iter(scored), (None, 0.0))
    chosen = _chosen(facts, answers)
    if chosen is not None:
        best_answer, canonical_similarity = chosen, 1.0
    complexity = read_complexity(facts.core)
    passages = _PassageSignals.read(facts, calibration, complexity)
    settled = undisputed(answers)
    mixed, between = _between(facts, settled, calibration, passages.confidence)
    has_rivals = chosen is None and (bool(read_rivals(facts.asked, facts.is_follow_up, settled, calibration.canonical)) or bool(mixed))
    # Which of two contradicting answers holds is not known: it is as if there were none.
    is_open = best_answer is not None and best_answer.dispute is Dispute.open
    similarity = passages.similarity if is_open else max(canonical_similarity, passages.similarity)
    close = read_close(likely, facts.settled) if chosen is None else ()
    return Signals(
        similarity=similarity,
        novelty=1.0 - similarity,
        complexity=complexity,
        confidence=passages.confidence,
        canonical_similarity=canonical_similarity,
        passage_similarity=passages.similarity,
        coverage=passages.coverage,
        answerability=passages.answerability,
        support=passages.support,
        vagueness=1.0 if has_rivals or between or is_bare(facts) else _vagueness(facts, calibration, canonical_similarity, similarity),
        small_talk=_small_talk(facts, canonical_similarity, passages.confidence),
        wants_human=_wants_human(facts),
        act=facts.act,
        is_dissatisfied=facts.act is Act.not_answered or (facts.act is Act.simpler and not facts.has_chat_model),
        clarifications_running=_clarifications_running(facts),
        has_rivals=has_rivals,
        between=mixed or between,
        is_confirmed=chosen is not None,
        close=close,
        close_similarity=next((probability for hit, probability in likely if hit in close), 0.0),
        best_answer=best_answer,
    )


MAX_WISH_WORDS = 12
"""Words of a message that wants a person and says nothing else."""


def _wants_human(facts: Facts) -> bool:
    return facts.is_for_creator or facts.act is Act.wants_person or wants_human(facts.core, facts.names)


def is_bare(facts: Facts) -> bool:
    """Whether the asker wants the creator, has asked nothing before, and does not say what for. An act has hardly a word of its own."""
    if facts.is_follow_up or facts.is_for_creator or not _wants_human(facts):
        return False
    if wants_human(facts.core, facts.names):
        return is_bare_wish(facts.core, facts.names)
    return len(facts.core.tokens) <= MAX_WISH_WORDS


def _between(
    facts: Facts, answers: tuple[CanonicalHit, ...], calibration: Calibration, confidence: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the choices between an answer and a passage, between passages); () where nothing competes, and for a follow-up."""
    if facts.is_follow_up or confidence < RIVALS_FROM:
        return (), ()
    mixed = read_answer_and_passage(facts.asked, answers, calibration.canonical, facts.passages)
    return mixed, tuple(rival.name for rival in read_rival_passages(facts.asked, facts.passages))


KNOWN = 0.5
"""From this probability on, what may be small talk is looked up: creators answer "who are you?" themselves."""


def _small_talk(facts: Facts, canonical_similarity: float, confidence: float) -> SmallTalk | None:
    """The kind of small talk, by the words of the message or by its act."""
    if facts.act in REPLIES:
        return None
    by_words = small_talk(facts.message, facts.names)
    if by_words is SmallTalk.where_do_you_live:
        return by_words if facts.agent.fields.home and canonical_similarity < KNOWN else None
    if by_words is not None or facts.act.value not in SmallTalk.__members__:
        return by_words
    is_known = canonical_similarity >= KNOWN or (facts.act is Act.statement and confidence >= KNOWN)
    return None if is_known else SmallTalk(facts.act.value)


def _chosen(facts: Facts, answers: tuple[CanonicalHit, ...]) -> CanonicalHit | None:
    """The answer that the asker says is meant; None where they say nothing of the kind, or its creator has given another one
    to the same question since."""
    if facts.confirmed is not None:
        found = (*nearest_phrasings(answers), *servable_in(facts, facts.multilingual))
        confirmed = next((hit for hit in found if hit.id == facts.confirmed), None)
        return next(iter(undisputed([confirmed])), None) if confirmed else None
    return chosen_answer(facts.chosen[0] if facts.chosen else facts.text, facts.turns, undisputed(answers))


def servable_in(facts: Facts, hits: tuple[CanonicalHit, ...]) -> tuple[CanonicalHit, ...]:
    """The hits that may be served in reply to this message, in the given order."""
    return servable(hits, facts.turns, facts.is_follow_up, facts.now)


def read_likely(facts: Facts, scored: Sequence[Scored], calibration: Calibration) -> list[Scored]:
    """Each answer with the probability that it is meant, in whatever language; the most probable first.

    `scored` is what the first embedding model says, which reads English.
    """
    if calibration.multilingual is None or not facts.multilingual:
        return list(scored)
    return merge(scored, calibration.multilingual.score(servable_in(facts, facts.multilingual), facts.voice.language))


def read_probabilities(facts: Facts, answers: tuple[CanonicalHit, ...], calibration: Calibration) -> list[tuple[CanonicalHit, float]]:
    """(nearest phrasing, probability that its answer is right) of each answer, the most probable first.

    By the cosine alone where the calibration has no second look.
    """
    siblings = find_siblings(facts.asked, answers, facts.voice.language)
    scored = _read_probabilities(facts, answers, calibration)
    return [(replace(hit, is_sibling=hit.id in siblings and not hit.is_unmistakable), probability) for hit, probability in scored]


def _read_probabilities(facts: Facts, answers: tuple[CanonicalHit, ...], calibration: Calibration) -> list[Scored]:
    language = facts.voice.language
    if calibration.second_look is not None:
        scored = calibration.second_look.score(facts.asked, answers, facts.bank, language, facts.word_forms)
        if calibration.large is not None:
            scored = calibration.large.look_again(scored, facts.large)
        return [(answer.hit, answer.probability) for answer in scored]
    own = find_unmistakable(facts.asked, answers, language, facts.word_forms)
    matches = [as_scored(hit, calibration.canonical.probability(hit.cosine), own) for hit in nearest_phrasings(answers)]
    return sorted(matches, key=lambda match: -match[1])


@dataclass(frozen=True, slots=True)
class _PassageSignals:
    """The signals that come from the passages alone."""

    similarity: float = 0.0
    confidence: float = 0.0
    coverage: float = 0.0
    answerability: float = 0.0
    support: int = 0

    @staticmethod
    def read(facts: Facts, calibration: Calibration, complexity: float) -> "_PassageSignals":
        if not facts.passages:
            return _PassageSignals()
        best = facts.passages[0]
        probabilities = sorted((calibration.passage.probability(hit.closeness) for hit in facts.passages), reverse=True)
        similarity = probabilities[0]
        support = sum(0.0 < probability >= similarity / 2 for probability in probabilities[:SUPPORTING_PASSAGES])
        coverage = read_coverage(facts.asked, searched_text(best))
        answerability = calibration.answerability.probability(read_evidence(facts.asked, facts.passages))
        by_closeness = calibration.passage.probability(best.closeness)
        confidence = calibration.confidence.probability(by_closeness, coverage, support, complexity, answerability, best.cosines)
        if confidence >= RIVALS_FROM and row_answers(facts.asked, best):
            confidence = max(confidence, ROW_ANSWERS)
        if confidence >= RIVALS_FROM and passages_of(facts.chosen, facts.asked, facts.passages):
            similarity, confidence = max(similarity, CHOSEN), max(confidence, CHOSEN)
        return _PassageSignals(similarity, confidence, coverage, answerability, support)


def _vagueness(facts: Facts, calibration: Calibration, canonical_similarity: float, similarity: float) -> float:
    """The message's own vagueness, reduced by a good match unless two passages about different subjects compete."""
    vague = vagueness(facts.asked)
    if facts.is_follow_up or canonical_similarity >= similarity or not _compete(facts, calibration):
        return vague * (1.0 - similarity)
    return vague


def _compete(facts: Facts, calibration: Calibration) -> bool:
    """Whether the two best passages are about different subjects and almost equally probable."""
    probabilities = [calibration.passage.probability(hit.closeness) for hit in facts.passages[:2]]
    subjects = {(hit.document_id, hit.heading) for hit in facts.passages[:2]}
    return len(subjects) > 1 and min(probabilities) >= COMPETING * max(probabilities)


def searched_text(hit: PassageHit) -> str:
    """The text that a passage is found by: the document's title, the headings and the content."""
    return f"{hit.title}\n{hit.heading}\n{hit.content}"


def _clarifications_running(facts: Facts) -> int:
    in_a_row = 0
    for turn in reversed(facts.turns):
        if turn.path is Path.clarify:
            in_a_row += 1
        elif turn.path is not None:
            break
    return in_a_row
