"""Passages are ranked by cosine and words together; a draft gets the best ones that fit its budget."""

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.answering.finding.retrieval import for_draft, ranked, tokens_of
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.message.reading import read_text
from support.facts import identifier, passage_hit


def hit(name: str, cosine: float = 0.5, text_rank: float = 0.0, position: int = -1, **changes: object) -> PassageHit:
    made: PassageHit = passage_hit(
        cosine, **{"id": identifier(name), "content": name, "text_rank": text_rank, "position": position} | changes
    )
    return made


def names(hits: tuple[PassageHit, ...]) -> list[str]:
    return [each.content for each in hits]


found = st.lists(
    st.builds(hit, st.sampled_from("abcdef"), st.floats(-1, 1), st.floats(0, 3), st.integers(-1, 4)), max_size=8, unique_by=lambda h: h.id
)


def test_matching_words_lift_a_passage_of_nearly_equal_cosine() -> None:
    assert names(ranked([hit("near", 0.60), hit("worded", 0.55, 0.4)])) == ["worded", "near"]
    assert names(ranked([hit("near", 0.80), hit("worded", 0.55, 0.4)])) == ["near", "worded"]
    assert names(ranked([hit("near", 0.60, 0.1), hit("worded", 0.55, 0.4)], words_weight=0.0)) == ["near", "worded"]


def test_a_passage_that_holds_the_words_of_the_question_leads_a_slightly_nearer_one() -> None:
    near, worded = hit("Bees need little.", 0.60), hit("Stop feeding in autumn.", 0.52)
    question = read_text("Do you feed in autumn?")
    assert names(ranked([near, worded], question)) == ["Stop feeding in autumn.", "Bees need little."]
    assert names(ranked([near, hit("Stop feeding in autumn.", 0.30)], question))[0] == "Bees need little."
    assert names(ranked([near, worded], question, shared_weight=0.0))[0] == "Bees need little."
    assert names(ranked([near, worded], read_text("And you?")))[0] == "Bees need little."  # no word names a subject


def test_words_in_one_sentence_count_more_than_the_same_words_apart() -> None:
    apart = hit("We feed the bees. Autumn is short.", 0.5)
    together = hit("We feed in autumn. It is short.", 0.5)
    assert ranked([apart, together], read_text("Do you feed in autumn?"))[0] == together


def test_without_words_the_highest_cosine_is_first_and_equals_keep_their_order() -> None:
    assert names(ranked([hit("b", 0.2), hit("a", 0.9), hit("c", 0.2)])) == ["a", "b", "c"]


def test_equal_content_is_kept_once() -> None:
    assert [each.cosine for each in ranked([hit("a", 0.2), hit("again", 0.7, content=" a\n")])] == [0.7]


@given(found)
def test_ranking_again_changes_nothing(hits: list[PassageHit]) -> None:
    assert ranked(ranked(hits)) == ranked(hits)
    question = read_text("a or b, c")
    assert ranked(ranked(hits, question), question) == ranked(hits, question)


@given(found, st.floats(0, 1))
def test_a_higher_cosine_never_ranks_lower(hits: list[PassageHit], more: float) -> None:
    for each in hits:
        nearer = hit(each.content, each.cosine + more, each.text_rank, each.position)
        for question in (None, read_text("a or b, c")):
            before = names(ranked(hits, question)).index(each.content)
            assert names(ranked([nearer if other is each else other for other in hits], question)).index(each.content) <= before


def test_neighbours_are_joined_at_the_rank_of_the_better_one() -> None:
    joined = for_draft([hit("second", 0.9, position=3), hit("far", 0.8, position=9), hit("first", 0.7, position=2)])
    assert names(joined) == ["first\n\nsecond", "far"]
    assert joined[0].id == identifier("second")
    assert joined[0].cosine == 0.9


def test_only_neighbours_of_one_document_are_joined() -> None:
    other = identifier("another document")
    apart = [hit("a", position=1), hit("b", position=2, document_id=other), hit("c", position=3), hit("unknown"), hit("unknown too")]
    assert names(for_draft(apart)) == ["a", "b", "c", "unknown", "unknown too"]


def test_a_passage_is_not_joined_with_one_under_another_heading() -> None:
    assert names(for_draft([hit("prices", position=1, heading="Shop"), hit("times", position=2, heading="Opening")])) == ["prices", "times"]


def test_passages_over_the_budget_are_left_out_except_the_best() -> None:
    long, short = hit("long " * 400, 0.9), hit("short", 0.8)
    assert names(for_draft([long, long, short], tokens_of(long) + tokens_of(short))) == [long.content, "short"]
    assert names(for_draft([long, short], 1)) == [long.content]
    assert for_draft([]) == ()
