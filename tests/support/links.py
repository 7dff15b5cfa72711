"""People whose addresses are confirmed by real mails, over HTTP."""

import re

from support.api import PASSWORD, Api
from support.servers.mail_server import MailServer, words_of

SITE = "https://ask.example.org"


def token_of(post: MailServer, page: str) -> str:
    """The secret of the link in the next mail that comes."""
    return token_in(words_of(post.wait()), page)


def token_in(words: str, page: str) -> str:
    found = re.search(rf"{re.escape(SITE)}/{page}/(\S+)", words)
    assert found is not None, words
    return found.group(1)


def body_of(handle: str, email: str = "") -> dict[str, str]:
    """The request of somebody who signs up."""
    return {"email": email or f"{handle}@example.org", "password": PASSWORD, "handle": handle, "display_name": handle.title()}


def confirmed(api: Api, post: MailServer, handle: str) -> Api:
    """Somebody whose account is open, signed in."""
    user = api.call("POST", "/accounts", 201, json=body_of(handle))
    api.call("PUT", f"/email-confirmations/{token_of(post, 'confirm-email')}", 204)
    return signed_in(api, user["email"])


def signed_in(api: Api, email: str, **arguments: object) -> Api:
    session = api.call("POST", "/sessions", 201, json={"email": email, "password": PASSWORD}, **arguments)
    return Api(api.client, session["token"])


def sign_in(api: Api, email: str, password: str = PASSWORD) -> int:
    """The status of a sign-in."""
    status: int = api.call("POST", "/sessions", json={"email": email, "password": password}).status_code
    return status
