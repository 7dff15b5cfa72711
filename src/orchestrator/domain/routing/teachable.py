"""Whether an answer can be taught from a past message."""

from orchestrator.domain.routing.deciding.decision import RuleName

ASKED_NOTHING = frozenset({RuleName.small_talk, RuleName.reply_to_agent, RuleName.creator_present})
NEVER_ANSWERED = frozenset({RuleName.blocked_topic, RuleName.unsafe})


def why_not_taught(rule: str) -> str | None:
    """Why an answer would never be given to a message that this rule decided, as a sentence; None where it can be."""
    if rule in ASKED_NOTHING:
        return "This message asked the agent nothing."
    if rule in NEVER_ANSWERED:
        return "This is refused before any answer is looked for; the rules say what is refused."
    return None


def is_in_own_words(pattern: str, *asked: str) -> bool:
    """Whether a question is worded otherwise than it was asked; case and end marks are no wording."""
    return all(_plain(pattern) != _plain(each) for each in asked)


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .?!")
