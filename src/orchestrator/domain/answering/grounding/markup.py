"""What a chat model writes into its text beside words: citations, links, tags, pieces of JSON."""

import re

# None of these reads past the next beginning of its kind, so that a row of beginnings without an end is read once.
CITATION = re.compile(r"(?<!\s)\s*+[\[【](\d[\d\s,;]*+)[\]】]")
LINK = re.compile(r"(!?)\[([^\[\]\n]*+)\]\(\s*+<?([^)\[\s>]*+)>?[^)\[\n]*+\)")
REFERENCE_LINK = re.compile(r"(!?)\[([^\[\]\n]*+)\]\[[^\[\]\n]*+\]")
TAG = re.compile(r"</?[a-zA-Z!][^<>\n]*+>")
JSON = re.compile(r"^\s*+(?:[{\[]\s*+[\"'{\[]|[{}\]]\s*+,?\s*+$|\"[^\"\n]{1,80}\"\s*+:)|[\"\]]\s*+[}\]]\s*+$|\{\s*+\"")


def is_json(text: str) -> bool:
    """Whether the text looks like a piece of JSON: a bracket and a quotation mark, or a key with a colon."""
    return JSON.search(text) is not None


def clean(text: str, allowed: str) -> str:
    """The text without tags, and without images and links that the passages lack; the words of a link are kept."""

    def link(found: re.Match[str]) -> str:
        is_image, words, address = found[1] == "!", found[2], found[3]
        if address and address in allowed and re.match(r"(?:https?:|mailto:|/|#)", address):
            return found[0]
        if is_image:
            return ""
        return f"[{words}]" if words.strip().isdigit() else words

    text = TAG.sub("", LINK.sub(link, text))
    text = REFERENCE_LINK.sub(lambda found: "" if found[1] else found[0] if found[2].strip().isdigit() else found[2], text)
    return " ".join(re.sub(r"<(?=[a-zA-Z/!])", "‹", text).split())
