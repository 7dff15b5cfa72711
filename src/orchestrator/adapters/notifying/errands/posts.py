"""Posts to webhooks. Runs in the process of an errand only."""

from urllib.parse import SplitResult, urlsplit

import httpx

from orchestrator.adapters.notifying.errands.records import Errand, Outcome
from orchestrator.adapters.notifying.guard import check_host, guarded, install
from orchestrator.domain.errors import Invalid, Unavailable

LONGEST_URL = 2_000

install()
# Made once, before the fork: reading the certificates takes a quarter of a second.
TRUST = httpx.create_ssl_context(trust_env=False)
# A client loads further modules with the first that is made, and the codec of host names with the first name.
httpx.Client(verify=TRUST, trust_env=False).close()
"".encode("idna")


def check_webhook(errand: Errand) -> Outcome:
    """Raises Invalid `target_not_allowed`, Unavailable `target_not_found`."""
    parts = _read(errand)
    check_host(parts.hostname or "", parts.port, errand.allow_private)
    return Outcome()


def post(errand: Errand) -> Outcome:
    """Posts the body and returns the status, whatever it is. Redirects are not followed.

    Raises Unavailable `target_failed` without an answer, else as `check_webhook`.
    """
    check_webhook(errand)
    try:
        with guarded(errand.allow_private):
            return _fetch(errand)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Unavailable("target_failed", f"The receiver cannot be reached: {type(error).__name__}.") from error


def _fetch(errand: Errand) -> Outcome:
    # Proxies of the environment are not used, because addresses behind a proxy cannot be checked. The response body is
    # not read, because it may be endless.
    with (
        httpx.Client(verify=TRUST, timeout=errand.deadline_s, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", errand.url, headers=dict(errand.headers), content=errand.body.encode()) as response,
    ):
        return Outcome(status=response.status_code, retry_after=response.headers.get("retry-after", "")[:100])


def _read(errand: Errand) -> SplitResult:
    try:
        parts = urlsplit(errand.url)
        is_complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_complete = False
    if not is_complete or len(errand.url) > LONGEST_URL or not errand.url.isprintable():
        raise Invalid("target_not_allowed", "This is not a complete address of a web server.", field="url")
    if parts.scheme not in (("https", "http") if errand.allow_private else ("https",)):
        raise Invalid("target_not_allowed", "The address of a webhook begins with https://.", field="url")
    if parts.username or parts.password:
        raise Invalid("target_not_allowed", "Leave user and password out of the address; the signature proves who we are.", field="url")
    return parts
