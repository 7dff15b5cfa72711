"""Text as a model's door accepts it."""


def readable(text: str, longest: int) -> str:
    """`text` cut to `longest` characters, lone surrogates (half characters, from broken clients) replaced; never raises.

    Surrogates that form a pair are joined to the character they mean.
    """
    text = text[:longest]
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
