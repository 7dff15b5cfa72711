"""Words: folding, tokens, inflections, and topics, which are found as whole words only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain.message.inflections import lemmas, same_word
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.message.words import fold, split_compounds, tokens
from orchestrator.domain.safety.topics import touches

FORMS = LibraryWordForms()

ONE_WORD = """refund refunds; refund refunded; refund refunding; refund refund's; policy policies; tax taxes; tax taxed; tax taxing;
    bonus bonuses; menu menus; taxi taxis; api apis; virus viruses; bus buses; lens lenses; hero heroes; box boxes; quiz quizzes;
    cookie cookies; shoe shoes; movie movies; rat rats; organ organs; bee bees; ad ads; analysis analyses; crisis crises;
    leaf leaves; wife wives; knife knives; child children; person people; tooth teeth; index indices; criterion criteria;
    die dies; die died; die dying; lie lying; agree agreed; free freed; see seeing; ski skiing; ski skied; stop stopped;
    cancel cancelled; cancel canceling; cry cried; price pricing; use using; rate rating; gamble gambling; buzz buzzing; add adding;
    kill killing; ban banned; plan planning; play played; fix fixed; quote quoted; visit visited; buy bought; sell sold; pay paid;
    steal stolen; lose lost; feed fed; teach taught; invest investing; insurance insurance's; vaccine vaccines; vaccinate vaccinated;
    boss's bosses"""
TWO_WORDS = """bee beer; bee being; organ organization; organ organic; rat rating; rat rate; new news; ad adding; cafe caves; safe saves;
    gif gives; prof proves; us uses; us using; out outing; even evening; good goods; custom customs; fee feed; see seed; car care;
    car caring; star staring; hop hoping; plan plane; prince princess; universe university; hi this; hi his; of offing; bar bare;
    tax taxi; cat category; dog dogma; sin sing; win wine; sex sexton; age agent; love lover; law lawn; pet petition; ass assess;
    ass as; drug rug; die diet; cure secure; bet better; kin king; wed weed; canva canvas; aid aids; pill pile; pill piling;
    ban bane; thing th; ring r; bus business; med medal; rent parent; vat private; tea team; war warning; art party; len lens; io ios"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in (row.split() for row in table.split(";"))]


@pytest.mark.parametrize(("one", "other"), pairs(ONE_WORD))
def test_forms_of_one_word(one: str, other: str) -> None:
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_WORDS))
def test_two_words(one: str, other: str) -> None:
    assert not same_word(one, other)
    assert not touches(read_text(f"it is about {other} here"), one, FORMS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Can I get my money refunded?", "refund"),
        ("CAN I HAVE A REFUND", "Refund"),
        ("No refunds?", "refunding"),
        ("what are your policies", "policy"),
        ("I lost my credit card", "credit-card"),
        ("I lost my credit-card", "credit card"),
        ("two credit cards.", "credit card"),
        ("is it in the cafés?", "cafe"),
        ("is it in the CAFE?", "Café"),
        ("ein Straßenfest in der Strasse", "Straße"),
        ("a trip to Malmo, Łódź", "lodz"),
        ("I want a refund.Please help", "refund"),
        ("refund/return?", "refund"),
        ("re\u00adfund and re\u200bfund", "refund"),
        ("ｒｅｆｕｎｄ please", "refund"),
        ("the creator’s salary", "creator"),
        ("my e-mail bounced", "email"),
        ("my email bounced", "e-mail"),
        ("combien coûte l’assurance ?", "assurance"),
        ("with python 3.11 only", "python 3.11"),
        ("my cat died", "die"),
        ("What taxes do I pay?", "tax"),
        ("我想要退款吗", "退款"),
        ("我想要refund吗", "refund"),
        ("返金できますか", "返金"),
        ("환불을 원해요", "환불"),
        ("ขอคืนเงินได้ไหม", "คืนเงิน"),
        ("किताब की कीमत क्या है", "कीमत"),
        ("сколько стоит страховка", "Страховка"),
        ("Ist die Versicherung dabei?", "versicherung"),
    ],
)
def test_topic_is_found(text: str, topic: str) -> None:
    assert touches(read_text(text), topic, FORMS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I like beer", "bee"),
        ("the organization", "organ"),
        ("a good rating", "rat"),
        ("any news?", "new"),
        ("my card has credit", "credit card"),
        ("a debit card", "credit card"),
        ("バグがあります", "ハグ"),
        ("보통 이상", "통이"),
        ("किताब", "ताब"),
        ("", "refund"),
        ("refund", "..."),
        ("฿100・200", "฿"),
        ("refund", ""),
    ],
)
def test_topic_is_not_found(text: str, topic: str) -> None:
    assert not touches(read_text(text), topic, FORMS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't e-mail me: 3.11!", ["don't", "e-mail", "me", "3.11"]),
        ("Stop.Now", ["stop", "now"]),
        ("e.g. this", ["e.g", "this"]),
        ("snake_case", ["snake", "case"]),
        ("Don’t", ["don't"]),
        ("退款吗", ["退款", "款吗"]),
        ("蜂", ["蜂"]),
        (" \n\t", []),
        ("🐝!?", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_compounds_are_split_and_elided_articles_dropped() -> None:
    assert split_compounds(["credit-card", "l'assurance", "don't", "i'll"]) == ["credit", "card", "assurance", "don't", "i'll"]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_any_text_can_be_read_and_touches_itself(text: str, topic: str) -> None:
    assert all(tokens(text))
    touches(read_text(text), topic, FORMS)
    assert touches(read_text(topic), topic, FORMS) == bool(tokens(topic))


@given(st.from_regex(r"[a-z']{1,15}", fullmatch=True))
def test_a_word_is_among_its_lemmas(word: str) -> None:
    assert word in lemmas(word)
    assert same_word(word, word)


def test_no_base_form_is_invented() -> None:
    assert lemmas("seeing") == {"seeing", "see"}
    assert lemmas("adding") == {"adding", "add"}
