"""Names over HTTP: the same rule wherever a person names something, and look-alikes are told apart."""

from typing import Any

import pytest

from support.api import Api

TURNED = "Mara\u202egnp.exe"


def test_every_name_is_checked(crowd: Api) -> None:
    person = crowd.sign_up()
    avee = person.create_avee()
    account = {"email": f"turned{crowd.suffix}@example.org", "password": "a long passphrase", "handle": f"t{crowd.suffix}"}
    tried: list[tuple[str, str, dict[str, Any], str]] = [
        ("POST", "/accounts", account | {"display_name": TURNED}, "display_name_unreadable"),
        ("PATCH", "/me", {"display_name": "Mara\nCreator"}, "display_name_unreadable"),
        ("POST", "/avees", {"handle": f"a{crowd.suffix}", "display_name": TURNED}, "display_name_unreadable"),
        ("PATCH", f"/avees/{avee}", {"display_name": "Ma\u200bra"}, "display_name_unreadable"),
        ("POST", "/tokens", {"name": "script\n"+"x"}, "name_unreadable"),
        ("POST", f"/avees/{avee}/documents", {"title": TURNED, "content": "Text."}, "title_unreadable"),
    ]  # fmt: skip
    for method, path, body, code in tried:
        refused = person.call(method, path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, code), path


def test_a_file_keeps_what_can_be_seen_of_its_name(crowd: Api) -> None:
    person = crowd.sign_up()
    avee = person.create_avee()
    files = {"file": ("Ma\u202era\u200b notes.md", b"Text without a heading.")}
    document = person.call("POST", f"/avees/{avee}/documents", 202, files=files)
    assert document["source"] == "Mara notes.md"


@pytest.mark.parametrize("name", ["Mara Moe", "mara moe", "Маrа Мое", "Mára  Möe", "MARA-MOE", "\uff2dara Moe"])
def test_an_asker_with_the_creators_name_is_shown_with_the_handle(crowd: Api, name: str) -> None:
    creator, asker = crowd.sign_up(display_name="Mara Moe"), crowd.sign_up(display_name=name)
    avee = creator.create_avee(display_name="The garden")
    conversation = asker.call("POST", "/conversations", 201, json={"avee_id": avee})
    loaded = asker.call("GET", f"/conversations/{conversation['id']}", 200)
    listed = asker.call("GET", "/conversations", 200)["items"][0]
    for shown in (conversation, loaded, listed):
        assert shown["asker_name"].endswith(f" (@{asker.user['handle']})")
        assert shown["creator_name"] == "Mara Moe"


def test_other_askers_are_shown_by_their_name_alone(crowd: Api) -> None:
    creator, asker = crowd.sign_up(display_name="Mara Moe"), crowd.sign_up(display_name="Mara Roe")
    conversation = asker.call("POST", "/conversations", 201, json={"avee_id": creator.create_avee()})
    assert conversation["asker_name"] == "Mara Roe"
