"""Erasing a guest, and erasing an account whose address a guest left: the address is nowhere afterwards."""

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api, open_workshop
from support.guests import accepted_by, enter
from support.rights import find_traces
from support.stories import rows

ADDRESS = "guest@example.net"


def test_a_forgotten_guest_goes_with_the_address(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    _, question = accepted_by(guest, avee)
    creator.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": "Three coats.", "layer": "public"})
    assert {table for table, _ in find_traces(database, (ADDRESS,))} >= {"users", "mails"}
    erased = rows(
        database,
        "WITH named AS (SELECT id, name_person(id::text, '', '') FROM users WHERE guest_of IS NOT NULL) SELECT erase_guest(0) FROM named",
    )
    assert erased[0][0] is True
    assert find_traces(database, (ADDRESS,)) == {}
    guest.call("GET", "/me", 401)


def test_an_account_takes_its_address_from_guests_who_left_it(api: Api, creator: Api, database: EmbeddedServer) -> None:
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    conversation, _ = accepted_by(guest, avee)
    person = api.sign_up("ada", email=ADDRESS)
    person.call("DELETE", "/me", 204, json={"password": PASSWORD})
    assert find_traces(database, (ADDRESS,)) == {}
    # The guest goes on, without an address.
    assert guest.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    assert guest.call("GET", "/me", 200)["email"] == ""


def test_a_guest_is_no_account_that_could_be_erased_with_an_address(api: Api, creator: Api, database: EmbeddedServer) -> None:
    """The address is one that a guest typed in; what others have with it is not theirs to erase."""
    avee = open_workshop(creator)
    guest = enter(api, "mira-agent")
    accepted_by(guest, avee)
    assert guest.call("DELETE", "/me", 403, json={})["code"] == "guest_not_allowed"
    assert guest.call("GET", "/me", 200)["email"] == ADDRESS
