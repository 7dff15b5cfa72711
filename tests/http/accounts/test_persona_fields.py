"""The fields of a persona: what is stored, how long it may be, and what an asker sees of it without a chat model."""

import pytest

from support.api import Api, open_workshop

FIELDS = {"greeting": "Ahoy! What wind brings you?", "sign_off": "Fair winds, Mira", "home": "I live in a lighthouse.", "speaks_as": "i"}


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    return open_workshop(creator)


def fields_of(shown: dict[str, object]) -> dict[str, object]:
    return {name: shown[name] for name in FIELDS}


def change(creator: Api, avee: str, **fields: object) -> dict[str, object]:
    changed: dict[str, object] = creator.call("PATCH", f"/avees/{avee}", 200, json=fields)
    return changed


def reply(api: Api, avee: str, *messages: str) -> str:
    """The agent's reply to the last of the messages, in a new conversation."""
    asker = api.sign_up()
    conversation = asker.start(avee)
    said = [asker.ask(conversation, message) for message in messages]
    content: str = said[-1]["reply"]["content"]
    return content


def test_the_fields_are_stored_with_the_agent_and_changed_one_by_one(api: Api) -> None:
    creator = api.sign_up()
    created = creator.call("POST", "/avees", 201, json={"handle": f"sea{creator.user['handle']}", "display_name": "Sea", **FIELDS})
    assert fields_of(created) == FIELDS
    assert created["has_chat_model"] is False
    assert fields_of(change(creator, created["id"], sign_off="")) == FIELDS | {"sign_off": ""}
    (listed,) = creator.call("GET", "/avees", 200)["items"]
    assert fields_of(listed) == FIELDS | {"sign_off": ""}
    assert fields_of(change(creator, created["id"], **listed | {"home": "Ashore."})) == FIELDS | {"sign_off": "", "home": "Ashore."}


def test_an_agent_has_none_at_first_and_the_public_profile_never_shows_them(api: Api, creator: Api, avee: str) -> None:
    (listed,) = creator.call("GET", "/avees", 200)["items"]
    assert fields_of(listed) == {"greeting": "", "sign_off": "", "home": "", "speaks_as": "name"}
    change(creator, avee, **FIELDS)
    assert FIELDS.keys().isdisjoint(api.call("GET", f"/avees/{listed['handle']}", 200))


@pytest.mark.parametrize(("field", "most"), [("greeting", 300), ("sign_off", 120), ("home", 200)])
def test_a_field_has_at_most_so_many_characters_on_one_line(creator: Api, avee: str, field: str, most: int) -> None:
    assert change(creator, avee, **{field: "é" * most})[field] == "é" * most
    assert change(creator, avee, **{field: "one\n\n two\tthree "})[field] == "one two three"
    assert change(creator, avee, **{field: " \n "})[field] == ""
    refused = creator.call("PATCH", f"/avees/{avee}", 422, json={field: "x" * (most + 1)})
    assert refused["code"] == f"{field}_too_long"
    assert creator.call("PATCH", f"/avees/{avee}", 422, json={field: "a\u0007b"})["code"] == f"{field}_unreadable"


def test_only_three_ways_of_speaking_are_known(creator: Api, avee: str) -> None:
    assert creator.call("PATCH", f"/avees/{avee}", json={"speaks_as": "they"}).status_code == 422
    assert [change(creator, avee, speaks_as=each)["speaks_as"] for each in ("we", "i", "name")] == ["we", "i", "name"]


def test_a_stranger_cannot_change_them(api: Api, avee: str) -> None:
    api.sign_up().call("PATCH", f"/avees/{avee}", 404, json={"greeting": "Mine now."})


def test_the_greeting_answers_a_greeting_and_nothing_else(api: Api, creator: Api, avee: str) -> None:
    change(creator, avee, **FIELDS)
    assert reply(api, avee, "Hello!") == FIELDS["greeting"]
    assert reply(api, avee, "Guten Tag") == FIELDS["greeting"]
    assert FIELDS["greeting"] not in reply(api, avee, "Thanks a lot!")
    change(creator, avee, greeting="")
    assert reply(api, avee, "Hello!").startswith("Hello! I am ")


@pytest.mark.parametrize(
    "question", ["Where do you live?", "where are you from", "Wo wohnst du?", "Où habites-tu ?", "¿Dónde vives?", "你住在哪里？"]
)
def test_where_one_lives_is_told_in_the_creators_words(api: Api, creator: Api, avee: str, question: str) -> None:
    change(creator, avee, **FIELDS)
    assert reply(api, avee, question) == FIELDS["home"]


def test_without_the_field_or_with_an_own_answer_where_one_lives_is_a_question_like_any_other(api: Api, creator: Api, avee: str) -> None:
    asker = api.sign_up()
    assert asker.ask(asker.start(avee), "Where do you live?")["decision"]["rule"] != "small_talk"
    change(creator, avee, **FIELDS)
    creator.add_answer(avee, "Where do you live?", "Since May I live in Bergen.")
    assert reply(api, avee, "Where do you live?").startswith("Since May I live in Bergen.")


def test_who_are_you_ends_with_where_one_lives(api: Api, creator: Api, avee: str) -> None:
    before = reply(api, avee, "Who are you?")
    change(creator, avee, **FIELDS)
    assert reply(api, avee, "Who are you?") == f"{before} {FIELDS['home']}"


@pytest.mark.parametrize(
    ("speaks_as", "first"), [("name", "From Mira's documents:"), ("i", "From my documents:"), ("we", "From our documents:")]
)
def test_quotes_are_introduced_as_the_creator_speaks_and_signed_off(api: Api, creator: Api, avee: str, speaks_as: str, first: str) -> None:
    change(creator, avee, speaks_as=speaks_as, sign_off="Fair winds, Mira")
    answered = reply(api, avee, "What are the opening hours of the workshop?")
    assert answered.startswith(f"{first}\n\n> ")
    assert answered.endswith("[1]\n\nFair winds, Mira")


def test_an_earlier_answer_and_an_offer_are_not_signed_off(api: Api, creator: Api, avee: str) -> None:
    change(creator, avee, sign_off="Fair winds")
    assert "Fair winds" not in reply(api, avee, "How can I reset my password?")
    assert "Fair winds" not in reply(api, avee, "Would you ever teach a class on repairing antique violins?")
    assert "Fair winds" not in reply(api, avee, "Thanks!")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Ahoy", "\\# Ahoy"),
        ("- one", "\\- one"),
        ("> quoted", "\\> quoted"),
        ("1. first", "1\\. first"),
        ("1984. A year", "1984. A year"),
        ("--- ", "\\---"),
        ("| a | b |", "\\| a | b |"),
        ("**bold** _and_ `code`", "\\*\\*bold\\*\\* \\_and\\_ \\`code\\`"),
        ("![x](https://example.org/x.png) <b>", "!\\[x\\](https://example.org/x.png) \\<b\\>"),
        ("~~~ python", "\\~\\~\\~ python"),
        ("Fair & well: 100 % - so!", "Fair \\& well: 100 % - so!"),
    ],
)
def test_no_field_makes_markdown_of_a_reply(api: Api, creator: Api, avee: str, text: str, shown: str) -> None:
    change(creator, avee, greeting=text)
    assert reply(api, avee, "Hello!") == shown


def test_several_questions_are_signed_off_once_at_the_end(api: Api, creator: Api, avee: str) -> None:
    change(creator, avee, sign_off="Fair winds, Mira")
    answered = reply(api, avee, "What are the opening hours of the workshop? And how can I reset my password?")
    assert answered.count("Fair winds, Mira") == 1
    assert answered.endswith("\n\nFair winds, Mira")
