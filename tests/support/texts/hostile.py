"""Texts of any length, each made to be slow to read for some pattern or loop."""

import random
from collections.abc import Callable, Mapping

CHARACTERS = 10_000


def _repeat(part: str) -> Callable[[int], str]:
    return lambda length: (part * (length // len(part) + 1))[:length]


def _numbered(part: str) -> Callable[[int], str]:
    """The part again and again, each time with another number in place of #: no cache and no set makes it short."""

    def text(length: int) -> str:
        parts, size, n = [], 0, 0
        while size < length:
            parts.append(part.replace("#", str(n)))
            size += len(parts[-1])
            n += 1
        return "".join(parts)[:length]

    return text


def _between(start: str, part: str, end: str) -> Callable[[int], str]:
    return lambda length: start + _repeat(part)(length - len(start) - len(end)) + end


def _words(alphabet: str, longest: int) -> Callable[[int], str]:
    """Random words, the same in every run."""

    def text(length: int) -> str:
        chance = random.Random(length)
        return "".join(
            "".join(chance.choices(alphabet, k=chance.randint(1, longest))) + chance.choice((" ", " ", " ", ", ", ". ", "? ", "-"))
            for _ in range(length)
        )[:length]

    return text


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "a and spaces": _repeat("a "),
    "opening brackets": _repeat("("),
    "closing brackets": _repeat(")"),
    "square brackets": _repeat("["),
    "full stops": _repeat("."),
    "full stops and spaces": _repeat(". "),
    "a and full stops": _repeat("a."),
    "question marks": _repeat("?"),
    "wide full stops": _repeat("。"),
    "ellipses": _repeat("…"),
    "colons": _repeat(":"),
    "figures and signs": _repeat("5 % "),
    "digits": _repeat("7"),
    "digits and spaces": _repeat("7 "),
    "digits and dots": _repeat("1.2."),
    "grouped digits": _repeat("12 345-6"),
    "phone numbers": _numbered("+47 912 34 # "),
    "ibans": _repeat("DE89 3704 0044 0532 0130 00 "),
    "almost an iban": _between("DE", "8", "!"),
    "capitals and digits": _repeat("AB12CD34"),
    "capitals and digits apart": _repeat("AB12 CD34 "),
    "addresses": _repeat("http://"),
    "addresses with dots": _repeat("http://a.b"),
    "www": _repeat("www."),
    "a and at": _repeat("a@"),
    "mail without an end": _between("", "a", "@"),
    "mail and dots": _between("a@", "a.", "!"),
    "mail and hyphens": _between("a@", "a-", "!"),
    "plus signs": _repeat("a+"),
    "hyphens": _repeat("-"),
    "hyphenated": _repeat("a-"),
    "underscores": _repeat("_"),
    "apostrophes": _repeat("a'"),
    "quotation marks": _repeat('"'),
    "curly quotation marks": _repeat("“a”"),
    "closing after a stop": _between("a.", '"', "x"),
    "stars": _repeat("*"),
    "backticks": _repeat("`"),
    "hashes": _repeat("# "),
    "quoted lines": _repeat("> "),
    "quote signs": _repeat(">"),
    "list markers": _repeat("- "),
    "numbered markers": _repeat("1. "),
    "tags": _repeat("<a "),
    "unclosed tags": _repeat("<"),
    "comments": _repeat("<!--"),
    "links": _repeat("[a]("),
    "images": _repeat("![a]("),
    "reference links": _repeat("[a][b"),
    "citations": _repeat("[1]"),
    "open citations": _repeat("[1 "),
    "wide citations": _repeat("【1】"),
    "a stop and citations": _between("a.", "[1]", "x"),
    "slashes": _repeat("/"),
    "backslashes": _repeat("\\"),
    "percent signs": _repeat("%"),
    "braces": _repeat("{0}"),
    "newlines": _repeat("\n"),
    "lines": _repeat("a\n"),
    "blank lines": _repeat("a\n\n"),
    "carriage returns": _repeat("\r"),
    "spaces": _repeat(" "),
    "words far apart": _between("a", " ", "b"),
    "tabs": _repeat("\t"),
    "no-break spaces": _repeat("\u00a0"),
    "one long word": _repeat("a"),
    "one long capital word": _repeat("A"),
    "capital words": _repeat("Ab "),
    "different capital words": _numbered("Name# "),
    "different words": _numbered("w# "),
    "different questions": _numbered("why w#? "),
    "different sentences": _numbered("The w# is b#. "),
    "different hyphenated words": _numbered("x#-y# "),
    "different words in ing": _numbered("x#ing "),
    "different short words": _words("abcdefghij", 3),
    "long words": _words("abcdefghijklmnopqrstuvwxyz", 30),
    "vowels": _repeat("aeiou"),
    "f": _repeat("f"),
    "fuck": _repeat("fuck "),
    "insults": _repeat("you stupid dumb ugly "),
    "insult beginnings": _repeat("you are a "),
    "harm": _repeat("how to kill "),
    "wishes": _repeat("i want to "),
    "persons": _repeat("my ex old former "),
    "groups": _repeat("all the black "),
    "instructions": _repeat("ignore all previous "),
    "replacements": _repeat("add "),
    "instructions to answer": _repeat("say respond answer "),
    "thanks": _repeat("thanks "),
    "thanks for": _repeat("thanks for the help "),
    "greetings": _repeat("hi there "),
    "praise": _repeat("great "),
    "tell me": _repeat("tell me more about "),
    "looking for": _repeat("some information on "),
    "a person": _repeat("talk to a real human "),
    "not a bot": _repeat("not want to talk to a "),
    "how many": _repeat("how many "),
    "what year": _repeat("what year "),
    "negations": _repeat("not don't "),
    "not knowing": _repeat("the given provided "),
    "abbreviations": _repeat("e.g. "),
    "single letters and dots": _repeat("a.b."),
    "emoji": _repeat("🐝"),
    "emoji with joiners": _repeat("👩\u200d👩\u200d👧"),
    "skin tones": _repeat("👍🏽 "),
    "flags": _repeat("🇳🇴"),
    "joiners": _repeat("\u200d"),
    "combining marks": _between("e", "\u0301", "!"),
    "accented letters": _repeat("é "),
    "marks in every order": _between("a", "\u0315\u0300\u05ae\u0327", "b"),
    "right-to-left overrides": _repeat("a\u202e"),
    "ligatures": _repeat("\ufdfa"),
    "wide letters": _repeat("ａｂ "),
    "Chinese": _repeat("我想要退款吗"),
    "Chinese sentences": _repeat("我想退款。"),
    "different Chinese": lambda length: "".join(chr(0x4E00 + at % 20_000) for at in range(length)),
    "Japanese": _repeat("東京都に行きたいです"),
    "katakana": _repeat("カ"),
    "Korean": _repeat("환불을 원해요 "),
    "different Korean": lambda length: "".join(chr(0xAC00 + at % 11_000) + " " * (at % 3 == 0) for at in range(length))[:length],
    "Thai": _repeat("ขอคืนเงินได้ไหม"),
    "Khmer": _repeat("ខ្ញុំចង់"),
    "Hindi": _repeat("किताब की कीमत "),
    "vowel signs": _between("क", "\u093f", " "),
    "Arabic": _repeat("الضريبة على "),
    "Hebrew": _repeat("ביטוח לאומי "),
    "Russian": _repeat("налоги "),
    "different Russian": _words("абвгдежзиклмнопрст", 12),
    "Greek": _repeat("φόρους "),
    "German compounds": _repeat("Krankenversicherungsbeitrag"),
    "Turkish": _repeat("vergiler ığ "),
    "names with signs": _repeat("C++ C# .NET "),
    "and signs": _repeat("R&D"),
    "mixed": _words("aB1 é.-'私я🐝()\n", 8),
}
"""{name: text of so many characters}."""
