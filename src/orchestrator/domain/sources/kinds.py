"""The kinds of sources, and telling the kind from an address or from the name of a file."""

from enum import StrEnum

from orchestrator.domain.errors import Invalid


class DocumentSourceKind(StrEnum):
    """Where documents or answers come from."""

    website = "website"
    feed = "feed"
    subtitles = "subtitles"
    notion = "notion"
    mbox = "mbox"
    discourse = "discourse"
    zendesk = "zendesk"
    telegram = "telegram"

    @property
    def is_online(self) -> bool:
        """Whether it is fetched from an address; the others are files."""
        return self in (DocumentSourceKind.website, DocumentSourceKind.feed)


_ENDINGS = {
    ".srt": DocumentSourceKind.subtitles,
    ".vtt": DocumentSourceKind.subtitles,
    ".mbox": DocumentSourceKind.mbox,
    ".zip": DocumentSourceKind.notion,
}
_FEEDS = ("/feed", "/rss", "/atom", ".rss", ".atom", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml")
_FIRST_BYTES = 65_536


def guess_address_kind(address: str) -> DocumentSourceKind:
    """Of an address: a feed where its path is called like one, else a website."""
    path = address.split("?", 1)[0].split("#", 1)[0].rstrip("/").lower()
    return DocumentSourceKind.feed if path.endswith(_FEEDS) else DocumentSourceKind.website


def guess_file_kind(name: str, data: bytes) -> DocumentSourceKind:
    """By the ending of the name, and of JSON by the names in its first 64 KiB. Raises Invalid `unknown_source_kind`."""
    lower, head = name.lower(), data[:_FIRST_BYTES]
    for ending, kind in _ENDINGS.items():
        if lower.endswith(ending):
            return kind
    if head.startswith(b"From "):
        return DocumentSourceKind.mbox
    if lower.endswith((".json", ".jsonl", ".ndjson")):
        for kind, names in _JSON_NAMES.items():
            if any(each in head for each in names):
                return kind
    raise Invalid(
        "unknown_source_kind", f"It cannot be told what '{name}' is: say the kind, such as telegram, zendesk or mbox.", field="kind"
    )


_JSON_NAMES = {
    DocumentSourceKind.telegram: (b'"text_entities"', b'"personal_chat"', b'"from_id"'),
    DocumentSourceKind.discourse: (b'"post_stream"', b'"topic_id"', b'"topic_list"', b'"post_number"'),
    DocumentSourceKind.zendesk: (b'"articles"', b'"tickets"', b'"ticket"', b'"requester_id"', b'"section_id"'),
}
