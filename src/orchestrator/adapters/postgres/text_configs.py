"""PostgreSQL's configurations for full-text search, by language: those that every server from version 16 on has."""

_NAMES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "nb": "norwegian", "nl": "dutch", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def text_config(language: str) -> str:
    """For an ISO 639-1 code; 'simple', which knows no inflections, for other languages, and 'english' where it cannot be told ('')."""
    return _NAMES.get(language, "simple") if language else "english"
