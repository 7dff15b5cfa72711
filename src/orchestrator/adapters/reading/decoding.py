"""Decoding bytes to text, and cleaning text so that the database and JSON can hold it."""

import re
import unicodedata

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 65_536
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\ufeff]")  # control characters, soft hyphen, stray byte order mark
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Decodes by the byte order mark, else as UTF-8, else as Windows-1252 or, for mostly non-Latin text, by a guess.
    Never fails."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if not broken or _count_non_ascii(text) > 5 * broken:  # one damaged byte does not make a file Latin-1
        return text
    return data.decode(_guess_legacy_charset(data[:_SAMPLE]), errors="replace")


def clean(text: str) -> str:
    """Returns the text composed (NFC), with line feeds as line ends, without control characters; lone surrogates
    become U+FFFD."""
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


def _count_non_ascii(text: str) -> int:
    return sum(1 for character in text if character > "\x7f")


def _guess_legacy_charset(sample: bytes) -> str:
    """The charset detector is unreliable for texts with few accents, so it is used only if at least 40 % of the
    bytes are non-ASCII."""
    visible = [byte for byte in sample if byte > 32]
    if sum(byte > 127 for byte in visible) < 0.4 * len(visible) or len(visible) < 40:
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
