"""Hypothesis strategies for the inputs of a decision: plausible and strange messages, and any policy."""

from datetime import timedelta

from hypothesis import strategies as st

from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.paths import Path
from orchestrator.domain.policy.availability import Availability
from orchestrator.domain.policy.policy import ModerationFailure
from orchestrator.domain.policy.trust_mode import Mode
from orchestrator.domain.safety.moderation import NOT_ASKED, Moderated
from support.facts import NOW, agent_turn, answer_hit, asker, facts, identifier, passage_hit, policy, usage

shares = st.floats(0, 1)
cosines = st.floats(-1, 1)
any_text = st.text(alphabet=st.characters(codec=None), max_size=200)  # with lone surrogates and control characters
plausible = st.sampled_from(
    ["hi", "thanks!", "help", "refund?", "When should I harvest lavender honey?", "Do bees sleep? Where? And how; then why?",
     "My insurance was refunded: what about the honey?", "why?", "蜂はどこ", "you are an idiot", "tell me more about extracting lavender honey " * 9]
)  # fmt: skip
texts = plausible | any_text
answers = st.builds(answer_hit, cosines, id=st.sampled_from([identifier("one"), identifier("two")]),
                    expires_at=st.sampled_from([None, NOW - timedelta(days=1), NOW + timedelta(days=1)]))  # fmt: skip
passages = st.builds(passage_hit, cosines, content=st.sampled_from(["Harvest lavender honey in July.", "Bees sleep.", ""]) | any_text)
turns = st.builds(agent_turn, texts, st.sampled_from(Path), sources=st.sampled_from([frozenset(), frozenset({identifier("one")})]))
usages = st.builds(usage, accepted_last_day=st.integers(0, 12), accepted_last_week=st.integers(0, 60))
messages = st.builds(
    facts, texts, question=texts, is_follow_up=st.booleans(), turns=st.lists(turns, max_size=4).map(tuple),
    asker=st.builds(asker, tier=st.sampled_from(Tier)), canonical=st.lists(answers, max_size=3).map(tuple),
    passages=st.lists(passages, max_size=6).map(tuple), usage=usages, creator_present=st.sampled_from([False, False, False, True]), unsafe=st.sampled_from([None, None, None, "violence"]),
    moderated=st.sampled_from([NOT_ASKED, NOT_ASKED, Moderated(objection="violence"), Moderated(failure="moderation_timeout")]),
)  # fmt: skip
windows = st.sampled_from([(), ((0, 1440),), ((540, 720), (780, 1020))])
availabilities = st.builds(Availability, st.sampled_from(["UTC", "Europe/Oslo"]), st.tuples(*[windows] * 7),
                           st.sampled_from([frozenset(), frozenset({NOW.date()})]), st.booleans())  # fmt: skip
topics = st.lists(st.sampled_from(["refund", "insurance", "蜂", "credit card", "honey"]), max_size=3, unique=True).map(tuple)
policies = st.builds(
    policy, escalation_enabled=st.booleans(), max_escalations_per_day=st.integers(0, 12), max_escalations_per_week=st.integers(0, 60),
    auto_answer_confidence_threshold=shares, canonical_match_threshold=shares, novelty_threshold=shares, complexity_threshold=shares,
    vagueness_threshold=shares, clarification_enabled=st.booleans(), max_clarifications_running=st.integers(0, 5), blocked_topics=topics,
    allowed_user_tiers=st.frozensets(st.sampled_from(Tier)), availability=availabilities, abuse_rules_enabled=st.booleans(),
    moderation_failure=st.sampled_from(ModerationFailure), trust_mode=st.sampled_from(Mode), trust_cards_per_day=st.integers(0, 50),
)  # fmt: skip
drafts = st.builds(Draft, any_text, st.just(()), st.booleans(), st.just("quotes"))
