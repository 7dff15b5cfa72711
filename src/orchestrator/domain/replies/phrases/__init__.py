"""The agent's own sentences in every language it speaks: one table, English where a language is not in it."""

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
    """In English where the language is not known, or not spoken here."""
    return PHRASES.get(language, germanic.ENGLISH)


__all__ = ["PHRASES", "Phrases", "phrases_in"]
