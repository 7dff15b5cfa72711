"""An answer that quotes documents: the sentence that answers first, with its number, its row or both its sides, and each
source once."""

from typing import Any

import pytest

from support.api import Api

HONEY = """# Taking honey

My grandfather harvested honey by the look of it, and many keepers do so to this day. Honey that is taken too early holds
too much water, and the moisture of the honey decides whether it keeps. I learnt that when a whole batch went sour.

## Moisture

I harvest honey at a moisture of 17 to 18 %. A refractometer shows it in a minute. Honey with more water ferments in the jar.
"""
PRICES = """# What developing costs

Send your films in a padded envelope.

| Service | Price | Days |
| --- | --- | --- |
| C-41 colour film | 9 euros | 3 |
| E-6 slide film | 14 euros | 5 |
| Black and white film | 11 euros | 4 |
"""


@pytest.fixture
def api(crowd: Api) -> Api:
    return crowd


@pytest.fixture
def avee(creator: Api) -> str:
    avee = creator.create_avee("mira-agent")
    creator.configure(avee, auto_answer_confidence_threshold=0.2, clarification_enabled=False)
    creator.add_document(avee, "Taking honey", HONEY)
    creator.add_document(avee, "Prices", PRICES)
    return avee


def answered(api: Api, avee: str, question: str) -> tuple[Api, str, dict[str, Any]]:
    asker = api.sign_up()
    conversation = asker.start(avee)
    said = asker.ask(conversation, question)
    assert said["path"] == "A", said["decision"]
    return asker, conversation, said["reply"]


def test_the_quote_begins_with_the_sentence_that_has_the_number(api: Api, avee: str) -> None:
    asker, conversation, reply = answered(api, avee, "At what moisture do you harvest honey?")
    (quote,) = reply["quoted"]["quotes"]
    assert quote["text"].startswith("**I harvest honey at a moisture of 17 to 18 %.**\n\n")
    assert reply["content"].startswith(f"{reply['quoted']['intro']}\n\n> **I harvest honey at a moisture of 17 to 18 %.**")
    assert reply["content"].count("Moisture") == 1
    assert quote["passages"] == [source["id"] for source in reply["sources"]]
    assert "17 to 18 %" in reply["sources"][0]["excerpt"]
    stored = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    assert [each["quoted"] for each in stored if each["role"] == "agent"] == [reply["quoted"]]


def test_a_row_is_quoted_with_the_names_of_its_columns_and_without_other_rows(api: Api, avee: str) -> None:
    reply = answered(api, avee, "What does an E-6 slide film cost?")[2]
    (quote,) = reply["quoted"]["quotes"]
    assert quote["text"] == "**Service: E-6 slide film; Price: 14 euros; Days: 5**"


def test_a_reply_that_is_no_quote_has_no_parts(api: Api, avee: str) -> None:
    asker = api.sign_up()
    assert asker.ask(asker.start(avee), "hi")["reply"]["quoted"] is None
