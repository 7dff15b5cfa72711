"""Languages by py3langid, their commonest words by stopwords-iso, and word boundaries by ICU.

All have their data in the package; nothing is fetched.
"""

import re
import threading
from functools import cache

import stopwordsiso
from icu4py.breakers import WordBreaker
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_OUR_CODES = {"no": "nb", "nn": "nb", "hr": "sr", "bs": "sr", "ms": "id"}
"""Languages whose speakers read the replies of a neighbour's. The library has no code for Norwegian Bokmål alone."""
_KNOWN = (
    "en de nl sv da no nn fr es it pt pl sr hr bs ru kk tr id ms zh ja ar "
    "ko th el he hi ta hy uk cs ro hu fi fa ur vi bg be sk sl lt lv et ca az ne ka mk af gl ky uz sq eu is "
    "am bn gu km kn lo ml mr my or pa si te"
).split()
"""The languages of our replies, their neighbours, and those with a script of their own, so that none is taken for one of
ours. The library's other seventy are rare, and short messages would be taken for them."""

_LIST_OF = {"nb": "no", "sr": "hr"}
"""The list of common words of a language that has none under its code: Serbian in Latin letters has Croatian's."""
_BEYOND_BASIC = re.compile("[\U00010000-\U0010ffff]")

_loading = threading.Lock()


class LibraryLanguages:
    """A `domain.message.language.Languages`, for any thread. All instances are equal: they share one model."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def likelihoods(self, text: str) -> tuple[tuple[str, float], ...]:
        """Takes some 0.1 ms for a message, 1 ms for 8,000 characters."""
        found: dict[str, float] = {}
        for code, likelihood in load_model().rank(text.encode("utf-8", "replace")):
            ours = _OUR_CODES.get(code, code)
            # The likelier of two neighbours counts: the sum of both would win over a third language.
            found[ours] = max(found.get(ours, 0.0), float(likelihood))
        return tuple(found.items())

    def common_words(self, language: str) -> frozenset[str]:
        code = _LIST_OF.get(language, language)
        return frozenset(stopwordsiso.stopwords(code)) if stopwordsiso.has_lang(code) else frozenset()

    def boundaries(self, text: str) -> frozenset[int] | None:
        # The dictionaries of Chinese, Japanese, Thai, Lao, Khmer and Burmese are used whatever the language is.
        # ICU counts in UTF-16, where the characters beyond the basic plane, such as emoji, are two.
        basic = _BEYOND_BASIC.sub("\ufffd", text)
        return frozenset(place for segment in WordBreaker(basic, "root").segments() for place in segment)


def load_model() -> LanguageIdentifier:
    """The model, loaded once in a process, in about half a second."""
    with _loading:
        return _load()


@cache
def _load() -> LanguageIdentifier:
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_KNOWN)
    return model
