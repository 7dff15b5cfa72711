"""Preparing text for a model."""


def readable(text: str, longest: int) -> str:
    """`text` cut to `longest` characters and encodable as UTF-8; never raises.

    A surrogate pair becomes the character that it encodes. A lone surrogate, which a broken client may send, becomes
    U+FFFD.
    """
    text = text[:longest]
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
