"""Fetching a page from an address that somebody chose. Runs in the process of an errand only."""

import base64
import zlib
from collections.abc import Iterator

import httpx

from orchestrator.adapters.notifying.errands.posts import TRUST
from orchestrator.adapters.notifying.errands.records import Errand, Outcome
from orchestrator.adapters.notifying.guard import check_host, guarded, install
from orchestrator.domain.errors import Invalid, TooLarge, Unavailable
from orchestrator.domain.sources.addresses import normalise

MAX_BYTES = 5 * 2**20
"""Of a page or feed, after it was unpacked."""
_PIECE_BYTES = 65_536
_LONGEST_HEADER = 2_000
KEPT = ("content-type", "location", "etag", "last-modified")
_GZIP = 16 + zlib.MAX_WBITS
_PACKED = b"\x1f\x8b"

install()


def fetch(errand: Errand) -> Outcome:
    """One GET; redirects are not followed. The body comes back in base64, of an answer with status 200 alone.

    Raises Invalid `target_not_allowed`, TooLarge `page_too_large`, Unavailable `target_not_found` or `target_failed`.
    """
    address = normalise(errand.url)
    if address is None:
        raise Invalid("target_not_allowed", "This is not a complete address of a web server.", field="address")
    parts = httpx.URL(address)
    check_host(parts.host, parts.port, errand.allow_private)
    try:
        with guarded(errand.allow_private):
            return _fetch(address, errand)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, zlib.error) as error:
        raise Unavailable("target_failed", f"The website cannot be reached: {type(error).__name__}.") from error


def _fetch(address: str, errand: Errand) -> Outcome:
    with (
        httpx.Client(verify=TRUST, timeout=errand.deadline_s, follow_redirects=False, trust_env=False) as client,
        client.stream("GET", address, headers=dict(errand.headers) | {"accept-encoding": "gzip"}) as response,
    ):
        body = _read(response) if response.status_code == 200 else b""
        kept = {name: response.headers.get(name, "")[:_LONGEST_HEADER] for name in KEPT}
        return Outcome(
            status=response.status_code, retry_after=response.headers.get("retry-after", "")[:100], headers=kept,
            body=base64.b64encode(body).decode(),
        )  # fmt: skip


def _read(response: httpx.Response) -> bytes:
    """The body, unpacked by ourselves: a library unpacks a whole piece before its size can be looked at."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Unavailable("target_failed", "The website answered in an encoding that was not asked for.")
    raw = _bounded(response.iter_raw(_PIECE_BYTES))
    body = _unpack(raw) if encoding in ("gzip", "x-gzip") else raw
    # A sitemap may be a file that is packed itself.
    return _unpack(body) if body.startswith(_PACKED) else body


def _bounded(pieces: Iterator[bytes]) -> bytes:
    read = bytearray()
    for piece in pieces:
        read += piece
        if len(read) > MAX_BYTES:
            raise _too_large()
    return bytes(read)


def _unpack(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    body = unpacking.decompress(data, MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise _too_large()
    return body


def _too_large() -> TooLarge:
    return TooLarge("page_too_large", f"The page is larger than {MAX_BYTES // 2**20} MB.")
