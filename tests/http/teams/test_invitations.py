"""Inviting people into a team by mail, and handing an agent over."""

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import PASSWORD, Api
from support.links import confirmed
from support.servers.mail_server import MailServer, words_of
from support.stories import rows
from support.teams import invited, teammate


@pytest.fixture
def api(mailing: Api) -> Api:
    return mailing


@pytest.fixture
def owner(api: Api, post: MailServer) -> Api:
    return confirmed(api, post, "mira")


@pytest.fixture
def avee(owner: Api) -> str:
    return owner.create_avee("mira-agent", display_name="Mira's agent")


def test_whoever_has_the_link_joins_once(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    ines, otto = confirmed(api, post, "ines"), confirmed(api, post, "otto")
    token = invited(owner, avee, post, "ines@example.org", "answerer")
    shown = api.call("GET", f"/invitations/{token}", 200)
    assert shown == {"agent": "Mira's agent", "handle": "mira-agent", "role": "answerer", "invited_by": "Mira"}
    api.call("PUT", f"/invitations/{token}", 401)
    assert owner.call("PUT", f"/invitations/{token}", 409)["code"] == "own_team"
    assert ines.call("PUT", f"/invitations/{token}", 200)["avee_id"] == avee
    for person in (ines, otto):
        assert person.call("PUT", f"/invitations/{token}", 409)["code"] == "link_used"
    assert api.call("GET", f"/invitations/{token}", 409)["code"] == "link_used"
    team = ines.call("GET", f"/avees/{avee}/team", 200)["items"]
    assert [(each["handle"], each["role"]) for each in team] == [("mira", "owner"), ("ines", "answerer")]
    assert [each["role"] for each in ines.call("GET", "/avees", 200)["items"]] == ["answerer"]
    assert otto.call("GET", f"/avees/{avee}/team", 404)["code"] == "avee_not_found"


def test_the_mail_says_who_invites_and_nothing_of_accounts(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    confirmed(api, post, "ines")
    told = []
    for address in ("ines@example.org", "nobody@example.org"):
        owner.call("POST", f"/avees/{avee}/invitations", 201, json={"email": address, "role": "viewer"})
        mail = post.wait()
        assert mail["To"] == address
        assert mail["Subject"] == "Mira invites you to help Mira's agent"
        told.append(words_of(mail).split("/join-team/")[0])
    assert told[0] == told[1]


def test_a_link_that_was_withdrawn_replaced_or_has_expired_does_nothing(
    api: Api, owner: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    ines = confirmed(api, post, "ines")
    first = invited(owner, avee, post, "ines@example.org", "viewer")
    second = invited(owner, avee, post, "INES@example.org", "answerer")
    assert ines.call("PUT", f"/invitations/{first}", 404)["code"] == "link_unknown"
    (waiting,) = owner.call("GET", f"/avees/{avee}/invitations", 200)["items"]
    assert (waiting["role"], waiting["mail_status"]) == ("answerer", "sent")
    rows(database, "UPDATE team_invitations SET expires_at = now() - interval '1 second'")
    assert ines.call("PUT", f"/invitations/{second}", 409)["code"] == "link_expired"
    rows(database, "UPDATE mails SET sent_at = now() - interval '2 hours'")
    third = invited(owner, avee, post, "ines@example.org", "viewer")
    (waiting,) = owner.call("GET", f"/avees/{avee}/invitations", 200)["items"]
    owner.call("DELETE", f"/avees/{avee}/invitations/{waiting['id']}", 204)
    assert ines.call("PUT", f"/invitations/{third}", 404)["code"] == "link_unknown"
    assert ines.call("PUT", "/invitations/orc_inv_" + "x" * 43, 404)["code"] == "link_unknown"
    ines.call("GET", f"/avees/{avee}/team", 404)


def test_invitations_are_bounded_by_account_and_by_address(
    api: Api, owner: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    others = [confirmed(api, post, name) for name in ("otto", "paul", "rosa")]
    for person in others:
        invited(person, person.create_avee(), post, "ines@example.org", "viewer")
    owner.call("POST", f"/avees/{avee}/invitations", 201, json={"email": "ines@example.org", "role": "viewer"})
    for number in range(19):
        owner.call("POST", f"/avees/{avee}/invitations", 201, json={"email": f"{number}@example.org", "role": "viewer"})
    assert (
        owner.call("POST", f"/avees/{avee}/invitations", 429, json={"email": "x@example.org", "role": "viewer"})["code"]
        == "too_many_invitations"
    )
    for _ in range(19):
        assert post.wait()["To"] != "ines@example.org", "an address gets three an hour, whoever invites"
    (dropped,) = [each for each in owner.call("GET", f"/avees/{avee}/invitations", 200)["items"] if each["email"] == "ines@example.org"]
    assert dropped["mail_status"] == "dropped"


def test_an_agent_is_handed_over(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    ines, finn = teammate(api, owner, avee, post, "ines", "editor"), teammate(api, owner, avee, post, "finn", "viewer")
    body = {"email": "ines@example.org", "role": "owner"}
    for wrong in ({}, {"password": "not the password"}):
        assert owner.call("POST", f"/avees/{avee}/invitations", 422, json=body | wrong)["code"] == "wrong_password"
    token = invited(owner, avee, post, "ines@example.org", "owner", password=PASSWORD)
    assert api.call("GET", f"/invitations/{token}", 200)["role"] == "owner"
    ines.call("PUT", f"/invitations/{token}", 200)
    team = finn.call("GET", f"/avees/{avee}/team", 200)["items"]
    assert [(each["handle"], each["role"]) for each in team] == [("ines", "owner"), ("finn", "viewer"), ("mira", "editor")]
    assert owner.call("DELETE", f"/avees/{avee}", 403)["code"] == "role_too_low"
    assert (
        owner.call("POST", f"/avees/{avee}/invitations", 403, json={"email": "x@example.org", "role": "viewer"})["code"] == "role_too_low"
    )
    ines.call("DELETE", f"/avees/{avee}/team/{owner.call('GET', '/me', 200)['id']}", 204)
    owner.call("GET", f"/avees/{avee}/team", 404)
    assert api.call("GET", "/avees/mira-agent", 200)["creator_name"] == "Ines"


def test_two_who_accept_one_link_at_once(api: Api, owner: Api, avee: str, post: MailServer, database: EmbeddedServer) -> None:
    ines, otto = confirmed(api, post, "ines"), confirmed(api, post, "otto")
    token = invited(owner, avee, post, "ines@example.org", "owner", password=PASSWORD)
    statuses = {person.call("PUT", f"/invitations/{token}").status_code for person in (ines, otto)}
    assert statuses == {200, 409}
    assert len(rows(database, "SELECT 1 FROM team_members")) == 1, "the earlier owner is an editor, nobody else is in the team"


def test_the_owner_changes_roles_by_version_and_somebody_leaves(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    ines = teammate(api, owner, avee, post, "ines", "viewer")
    mine = f"/avees/{avee}/team/{ines.user['id']}"
    assert ines.call("PUT", mine, 403, json={"role": "editor", "version": 1})["code"] == "role_too_low"
    assert owner.call("PUT", mine, 428, json={"role": "editor"}, headers={"If-Match": ""})["code"] == "precondition_required"
    assert owner.call("PUT", mine, 200, json={"role": "editor", "version": 1}, headers={"If-Match": ""})["version"] == 2
    stale = owner.call("PUT", mine, 412, json={"role": "viewer", "version": 1}, headers={"If-Match": ""})
    assert (stale["code"], stale["fields"]["version"]) == ("changed_meanwhile", 2)
    assert owner.call("PUT", mine, 422, json={"role": "owner", "version": 2})["code"] == "owner_by_invitation"
    me = owner.call("GET", "/me", 200)["id"]
    assert owner.call("DELETE", f"/avees/{avee}/team/{me}", 422)["code"] == "owner_stays"
    assert owner.call("PUT", f"/avees/{avee}/team/{me}", 404, json={"role": "viewer", "version": 1})["code"] == "teammate_not_found"
    ines.call("DELETE", mine, 204)
    assert ines.call("DELETE", mine, 404)["code"] == "avee_not_found"


def test_a_token_for_programs_accepts_nothing(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    ines = confirmed(api, post, "ines")
    token = invited(owner, avee, post, "ines@example.org", "viewer")
    program = Api(api.client, ines.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    assert program.call("PUT", f"/invitations/{token}", 403)["code"] == "session_required"


def test_the_secret_of_a_link_is_nowhere_in_the_database(owner: Api, avee: str, post: MailServer, database: EmbeddedServer) -> None:
    token = invited(owner, avee, post, "ines@example.org", "viewer")
    tables = [
        row.relname for row in rows(database, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    ]
    found = [
        table for table in tables if rows(database, f"SELECT 1 FROM {table} t WHERE t::text LIKE '%' || :secret || '%'", secret=token[-20:])
    ]
    assert found == []


def test_whoever_handed_an_agent_over_cannot_take_it_back(
    api: Api, owner: Api, avee: str, post: MailServer, database: EmbeddedServer
) -> None:
    own = invited(owner, avee, post, "mira-elsewhere@example.org", "owner", password=PASSWORD)
    back = invited(owner, avee, post, "mira-third@example.org", "editor")
    ines = confirmed(api, post, "ines")
    ines.call("PUT", f"/invitations/{invited(owner, avee, post, 'ines@example.org', 'owner', password=PASSWORD)}", 200)
    for left in (own, back):
        assert owner.call("PUT", f"/invitations/{left}", 404)["code"] == "link_unknown"
    assert [each["role"] for each in owner.call("GET", "/avees", 200)["items"]] == ["editor"]
    assert rows(database, "SELECT 1 FROM team_invitations WHERE email <> ''") == [], "no address is kept for longer than it is needed"


def test_a_token_invites_nobody_and_changes_no_role(api: Api, owner: Api, avee: str, post: MailServer) -> None:
    ines = teammate(api, owner, avee, post, "ines", "viewer")
    program = Api(api.client, owner.call("POST", "/tokens", 201, json={"name": "script"})["token"])
    body = {"email": "x@example.org", "role": "editor"}
    assert program.call("POST", f"/avees/{avee}/invitations", 403, json=body)["code"] == "session_required"
    changed = program.call("PUT", f"/avees/{avee}/team/{ines.user['id']}", 403, json={"role": "editor", "version": 1})
    assert changed["code"] == "session_required"
