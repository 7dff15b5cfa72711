"""A notice quotes the question that it is about, as text that no Markdown can come out of."""

import pytest

from orchestrator.domain.replies.sentences import about


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("When do bees swarm?", "> “When do bees swarm?”"),
        ("Two\n\n# lines", "> “Two # lines”"),
        ("See [this](https://example.org) *now*", r"> “See \[this\](https://example.org) \*now\*”"),
        ("<b>&amp;_a_`b`~c~\\", r"> “\<b\>\&amp;\_a\_\`b\`\~c\~\\”"),
    ],
)
def test_the_question_is_quoted_on_one_line(question: str, quoted: str) -> None:
    assert about(question) == quoted


def test_a_long_question_is_cut_between_words() -> None:
    quoted = about("word " * 2_000)
    assert 395 < len(quoted) <= 404
    assert quoted.endswith("word…”")
