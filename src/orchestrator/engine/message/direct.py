"""The rules that a direct message must pass before it reaches the creator."""

from orchestrator.domain.errors import Forbidden, NotFound
from orchestrator.domain.escalation.direct_messages import closed_to, limit_reached, touches_blocked_topic
from orchestrator.domain.message.language import read_language
from orchestrator.domain.message.reading import Reading
from orchestrator.domain.replies.sentences import refusal
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.safety.moderation import Moderated, read_unsafe
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.ports.stores.message import DirectRules


def require_open_to(rules: DirectRules | None) -> DirectRules:
    """The rules, where the person may write to the creator.

    Raises NotFound `avee_not_found`, Forbidden `direct_messages_disabled` or `tier_not_allowed`.
    """
    if rules is None:
        raise NotFound("avee_not_found", "There is no such agent.")
    closed = closed_to(rules.policy, rules.creator_name, rules.tier)
    if closed is not None:
        raise closed
    return rules


def require_direct_message(rules: DirectRules | None, text: Reading, moderated: Moderated, word_forms: WordForms) -> None:
    """Raises as `require_open_to`, Limited `direct_limit_reached` with the time when there is room again, and Forbidden
    `blocked_topic` or `unsafe_message` with what the agent would have said."""
    rules = require_open_to(rules)
    policy, voice = rules.policy, Voice(rules.creator_name, read_language(text.text, word_forms))
    if touches_blocked_topic(policy, text, word_forms):
        raise Forbidden("blocked_topic", refusal(voice, False))
    unsafe = read_unsafe(text, moderated, policy)
    if unsafe is not None:
        raise Forbidden("unsafe_message", refusal(voice, False, objection=unsafe))
    limited = limit_reached(policy, rules.creator_name, rules.usage)
    if limited is not None:
        raise limited
