"""The agent's own sentences in every language that it speaks."""

from orchestrator.domain.replies.phrases import germanic, others, romance, slavic
from orchestrator.domain.replies.phrases.wording import Phrases

PHRASES: dict[str, Phrases] = {
    "en": germanic.ENGLISH,
    "de": germanic.GERMAN,
    "nl": germanic.DUTCH,
    "sv": germanic.SWEDISH,
    "da": germanic.DANISH,
    "nb": germanic.NORWEGIAN,
    "fr": romance.FRENCH,
    "es": romance.SPANISH,
    "it": romance.ITALIAN,
    "pt": romance.PORTUGUESE,
    "pl": slavic.POLISH,
    "sr": slavic.SERBIAN,
    "ru": slavic.RUSSIAN,
    "tr": others.TURKISH,
    "id": others.INDONESIAN,
    "kk": others.KAZAKH,
    "zh": others.CHINESE,
    "ja": others.JAPANESE,
    "ar": others.ARABIC,
}


def phrases_in(language: str) -> Phrases:
    """The phrases of a language; the English ones where it is unknown or has none."""
    return PHRASES.get(language, germanic.ENGLISH)


__all__ = ["PHRASES", "Phrases", "phrases_in"]
