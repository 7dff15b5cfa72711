"""Agents, and the people who are members of them."""

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import count


def test_an_agent_is_created_changed_and_listed(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee("glue", display_name="Glue agent", persona="Warm and brief.")
    assert [each["id"] for each in creator.call("GET", "/avees", 200)["items"]] == [avee]
    changed = creator.call("PATCH", f"/avees/{avee}", 200, json={"persona": "Cool."})
    assert (changed["handle"], changed["display_name"], changed["persona"]) == ("glue", "Glue agent", "Cool.")
    assert changed["updated_at"] > changed["created_at"]
    assert creator.call("PATCH", f"/avees/{avee}", 200, json={"handle": "glue2"})["handle"] == "glue2"
    assert shared.call("GET", "/avees/glue", 200)["handle"] == "glue2", "an old handle leads on"
    creator.call("DELETE", f"/avees/{avee}", 204)
    assert shared.call("GET", "/avees/glue2").status_code == 404
    assert creator.call("GET", "/avees", 200)["items"] == []


def test_the_public_profile_never_shows_the_persona(shared: Api) -> None:
    creator = shared.sign_up("paula")
    creator.create_avee("paper", persona="A secret recipe.")
    profile = shared.call("GET", "/avees/paper", 200)
    assert set(profile) == {
        "id",
        "handle",
        "display_name",
        "creator_name",
        "creator_handle",
        "creator_avatar",
        "takes_direct_messages",
        "takes_guests",
        "retention_days",
    }
    assert (profile["creator_name"], profile["creator_handle"]) == ("Paula", "paula")


def test_handles_are_unique(shared: Api) -> None:
    creator, other = shared.sign_up(), shared.sign_up()
    creator.create_avee("unique")
    mine = other.create_avee("second")
    assert other.call("POST", "/avees", json={"handle": "unique", "display_name": "X"}).json()["code"] == "handle_taken"
    assert other.call("PATCH", f"/avees/{mine}", json={"handle": "unique"}).status_code == 409
    assert shared.call("GET", "/avees/second", 200)["id"] == mine


def test_members_are_set_changed_and_listed(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up("quentin")
    avee = creator.create_avee()
    path = f"/avees/{avee}/members/{asker.user['id']}"
    for tier, layer in (("follower", "friends"), ("paid", "public")):
        saved = creator.call("PUT", path, 200, json={"tier": tier, "layer": layer})
        assert (saved["handle"], saved["tier"], saved["layer"]) == ("quentin", tier, layer)
        assert creator.call("GET", f"/avees/{avee}/members", 200)["items"] == [saved]
    assert asker.call("GET", f"/avees/{avee}/members").status_code == 404
    assert asker.call("PUT", path, json={"tier": "paid", "layer": "intimate"}).status_code == 404


def test_deleting_an_agent_deletes_all_its_data(api: Api, database: EmbeddedServer) -> None:
    creator, asker = api.sign_up(), api.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which glue holds wood?", "The brown one.")
    creator.add_document(avee, "Glue", "# Glue\n\nUse the white glue for paper.\n")
    conversation = asker.start(avee)
    assert asker.ask(conversation, "Which glue holds wood?")["path"] == "C"
    assert asker.ask(conversation, "Would you teach a class on restoring antique violins?")["path"] == "D"
    creator.call("DELETE", f"/avees/{avee}", 204)
    for table in ("avees", "messages", "conversations", "documents", "passages", "canonical_answers", "answer_deliveries",
                  "orchestrator_decisions", "asked_questions", "escalation_queue", "orchestrator_configs", "orchestrator_config_versions"):  # fmt: skip
        assert count(database, table) == 0, table
    assert asker.call("GET", "/conversations", 200)["items"] == []
