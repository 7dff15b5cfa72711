"""Teams over HTTP: people who are invited by mail, and who accept."""

from support.api import Api
from support.links import confirmed, token_of
from support.servers.mail_server import MailServer


def invited(owner: Api, avee: str, post: MailServer, email: str, role: str, **more: str) -> str:
    """The secret of the link that was mailed."""
    owner.call("POST", f"/avees/{avee}/invitations", 201, json={"email": email, "role": role} | more)
    return token_of(post, "join-team")


def teammate(api: Api, owner: Api, avee: str, post: MailServer, handle: str, role: str) -> Api:
    """Somebody new who has accepted an invitation."""
    person = confirmed(api, post, handle)
    token = invited(owner, avee, post, f"{handle}@example.org", role)
    assert person.call("PUT", f"/invitations/{token}", 200)["role"] == role
    person.user = person.call("GET", "/me", 200)
    return person
