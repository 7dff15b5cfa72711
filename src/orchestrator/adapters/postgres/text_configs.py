"""PostgreSQL's text search configurations by language; every server from version 16 has them."""

_NAMES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "nb": "norwegian", "nl": "dutch", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def text_config(language: str) -> str:
    """The configuration for an ISO 639-1 code: 'english' for an unknown language (''), 'simple' (no stemming) for
    all others."""
    return _NAMES.get(language, "simple") if language else "english"
