"""Addresses of pages: in one form each, and which of them belong to a website."""

from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from orchestrator.domain.errors import Invalid
from orchestrator.domain.urls import HTTP, find_url_problem

LONGEST_BYTES = 2_000
_NO_PAGES = (
    ".png .jpg .jpeg .gif .webp .svg .ico .avif .bmp .tiff .pdf .zip .gz .tgz .rar .7z .mp3 .mp4 .m4a .wav .ogg .webm .mov .avi .css .js .json "
    ".xml .rss .atom .woff .woff2 .ttf .eot .exe .dmg .apk .doc .docx .xls .xlsx .ppt .pptx .csv .epub .ics"
).split()
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "sessionid", "phpsessid", "sid", "replytocom")
_PORTS = {"http": 80, "https": 443}


def check_address(text: str) -> str:
    """The address of a website or feed as it is stored; one without a scheme is taken for https.

    Raises Invalid `invalid_address`.
    """
    trimmed = text.strip()
    whole = trimmed if "://" in trimmed else f"https://{trimmed}"
    problem = find_url_problem(whole, HTTP)
    found = None if problem else normalise(whole)
    if found is None:
        raise Invalid("invalid_address", f"The address {problem or 'cannot be read'}.", field="address")
    if urlsplit(whole).username is not None:
        raise Invalid("invalid_address", "Leave user and password out of the address.", field="address")
    return found


def normalise(address: str) -> str | None:
    """The address without fragment and without parameters that follow readers around, so that a page has one; None for what
    is no address of a web page. Bounded: longer than 2,000 bytes is none."""
    if len(address) > LONGEST_BYTES:
        return None
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        bare = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not bare or not address.isprintable():
        return None
    netloc = (f"[{bare}]" if ":" in bare else bare) + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    pairs = [(name, value) for name, value in parse_qsl(parts.query, True) if not name.lower().startswith(_TRACKING)]
    whole = SplitResult(parts.scheme, netloc, path, urlencode(pairs), "").geturl()
    return whole if len(whole) <= LONGEST_BYTES else None


def join(base: str, link: str) -> str | None:
    """Where a link on a page leads; None for what is no web page."""
    try:
        return normalise(urljoin(base, link.strip())) if len(link) <= LONGEST_BYTES else None
    except ValueError:
        return None


def is_same_host(address: str, other: str) -> bool:
    """Whether two addresses are of one website: of one host and port, by http or https."""
    return _host(address) == _host(other)


def may_be_page(address: str) -> bool:
    """Whether a link may lead to a page, by the ending of its path."""
    return not urlsplit(address).path.lower().endswith(tuple(_NO_PAGES))


def _host(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    port = parts.port or 443
    return (parts.hostname or "").removeprefix("www."), 443 if port == 80 else port
