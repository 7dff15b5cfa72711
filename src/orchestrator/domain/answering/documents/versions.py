"""Whether a document that was just read may be another version of one that is there already."""

from enum import StrEnum


class IfExists(StrEnum):
    """The creator's choice where a document has the name or the title of another one."""

    replace_it = "replace"
    keep_both = "keep_both"


def is_same_title(title: str, source: str, other_title: str, other_source: str) -> bool:
    """Whether two documents from different files should be taken for versions of each other until the creator says.

    They have the same title, except where the title says no more than the name of a file that two folders have:
    'a/index.md' and 'b/index.md' are two documents.
    """
    if _words(title) != _words(other_title):
        return False
    return not (_name(source) == _name(other_source) and source != other_source and _words(title) == _words(_stem(source)))


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def _name(source: str) -> str:
    return source.rsplit("/", 1)[-1].casefold()


def _stem(source: str) -> str:
    name = _name(source)
    return name.rsplit(".", 1)[0] or name
