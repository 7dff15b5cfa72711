"""What a process is asked to read: a document, or something of a source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to read; its bytes come in a frame of their own."""

    name: str
    task: str = DOCUMENT
    """'document', or one of `sources.tasks.TASKS`."""
    options: Mapping[str, str | list[str]] = field(default_factory=dict)


def encode_request(request: Request) -> bytes:
    return json.dumps(asdict(request)).encode()


def decode_request(frame: bytes) -> Request:
    return Request(**json.loads(frame))
