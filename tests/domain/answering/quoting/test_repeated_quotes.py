"""A follow-up that finds only what was quoted before is not answered with it again."""

from orchestrator.domain.answering.drafts import Draft, ModelSays, without_repetition

QUOTE = "From the documents:\n\n**Feed two to one by weight.** Finish by 20 September."


def test_the_same_first_sentence_again_is_no_answer() -> None:
    draft = Draft("From the documents:\n\n**Feed two to one by weight.** Another neighbour.", (), supported=True, written_by="quotes")
    assert not without_repetition(draft, [QUOTE]).supported
    assert without_repetition(draft, ["**Finish by 20 September.**"]).supported
    assert without_repetition(draft, []).supported


def test_what_a_model_wrote_may_say_it_again() -> None:
    draft = Draft(QUOTE, (), supported=True, written_by="a model", model_says=ModelSays.answered)
    assert without_repetition(draft, [QUOTE]).supported
