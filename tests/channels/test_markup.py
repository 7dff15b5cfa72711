"""Markdown in the notations of Telegram and Slack: what is seen, what strangers may write, and how much time it takes."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.adapters.channels.slack.mrkdwn import read_text, render_sections
from orchestrator.adapters.channels.telegram.html import render_html
from support.servers.telegram_server import find_problem

CASES = [
    ("**b** *i* ~~s~~ `c<d`", "<b>b</b> <i>i</i> <s>s</s> <code>c&lt;d</code>", "*b* _i_ ~s~ `c&lt;d`"),
    ("# Bees\nIn *March*.", "<b>Bees</b>\n\nIn <i>March</i>.", "*Bees*\n\nIn _March_."),
    ("[bees](https://b.example/?a=1&b=2)", '<a href="https://b.example/?a=1&amp;b=2">bees</a>', "<https://b.example/?a=1&amp;b=2|bees>"),
    ("[you](tg://user?id=5)", "you (tg://user?id=5)", "you (tg://user?id=5)"),
    ("![hive](https://b.example/h.png)", '<a href="https://b.example/h.png">hive</a>', "<https://b.example/h.png|hive>"),
    ("- a\n  - b\n- c", "• a\n  • b\n• c", "• a\n  • b\n• c"),
    ("3. a\n4. b", "3. a\n4. b", "3. a\n4. b"),
    ("> a\n>> b", "<blockquote>a\n\nb</blockquote>", "> a\n> \n> b"),
    ("```py\nx < 1\n```", "<pre>x &lt; 1</pre>", "```\nx &lt; 1\n```"),
    ("|a|b|\n|-|-|\n|long one|2|", "<pre>a        | b\n---------+--\nlong one | 2</pre>", "```\na        | b\n---------+--\nlong one | 2\n```"),
    ("<b>x</b> & <!channel> <@U1>", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;!channel&gt; &lt;@U1&gt;", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;!channel&gt; &lt;@U1&gt;"),
    ("[a]: https://b.example", "[a]: https://b.example", "[a]: https://b.example"),
    ("first\nsecond", "first\nsecond", "first\nsecond"),
    ("***both***", "<i><b>both</b></i>", "_*both*_"),
    ("a\n\n---\n\nb", "a\n\n———\n\nb", "a\n\n———\n\nb"),
]  # fmt: skip
HOSTILE = [
    "[", "![", "[![", "*[", "*a ", "_a ", "**a", "a**", "*_", "x*y_", "`", "`a``b```c", "<", "<a@b.c>", "&", "&#1;", "> ", ">", "- ", "1. ", "a\n", "\n",
    "|", "|a|b|\n|-|-|\n", "~~a", "\\", "(", "[a](", "[](", "# ", "\t", "  - a\n", "```\n", "  ", "a ", ".", "𝄞", "﷽", "\0", "</b>", "<!everyone>",
]  # fmt: skip
WIDE_TABLE = "a|" * 60 + "\n" + "-|" * 60 + "\n" + "a|\n" * 1_900
DEEP = ["*" * 1_500 + "a" + "*" * 1_500, "> " * 1_000 + "a", "[" * 1_000 + "a" + "](https://b.example)" * 100]


@pytest.mark.parametrize(("markdown", "html", "mrkdwn"), CASES)
def test_notations(markdown: str, html: str, mrkdwn: str) -> None:
    assert render_html(markdown) in (html, "" if html == markdown else html)
    assert render_sections(markdown) == [mrkdwn]
    assert find_problem(render_html(markdown)) == ""


def check_telegram(text: str) -> None:
    """What is rendered is HTML that Telegram takes, and not longer than it takes."""
    html = render_html(text)
    assert find_problem(html) == ""
    assert len(unescape(re.sub(r"<[^<>]*>", "", html)).encode("utf-16-le", "surrogatepass")) <= 2 * 4_096


def check_slack(text: str) -> None:
    """No section is longer than Slack takes, and each sign < begins a link of ours."""
    sections = render_sections(text)
    assert len(sections) <= 45
    assert all(1 <= len(section) <= 3_000 for section in sections)
    assert all(re.fullmatch(r"(?:[^<]|<(?:https?://|mailto:)[^<>|]+\|[^<>|]*>)*", section, re.IGNORECASE) for section in sections)


@pytest.mark.parametrize("text", [*(sign * (4_096 // len(sign)) for sign in HOSTILE), WIDE_TABLE[:4_096], *DEEP])
def test_hostile_texts_are_bounded(text: str) -> None:
    """A whole message of them takes a small part of the second that is allowed here; see `MAX_BRACKETS` and its like."""
    before = time.process_time()
    check_telegram(text)
    check_slack(text[:3_000])
    read_text(text, "U0MARA")
    assert time.process_time() - before < 1


@given(
    st.lists(st.sampled_from([*HOSTILE, "https://b.example", "word", "[a](https://b.example/?a=1&b=2) ", "\n\n", "> - *a*\n"]), max_size=60)
)
def test_any_mixture(signs: list[str]) -> None:
    check_telegram("".join(signs))
    check_slack("".join(signs))


def test_a_long_text_is_cut_between_words_and_loses_none() -> None:
    text = "bees & " * 420
    sections = render_sections(text)
    assert len(sections) == 2
    assert "".join(sections).replace("&amp;", "&").split() == text.split()
    assert sections[0].endswith(" ")
    fenced = render_sections("```\n" + "x < 1\n" * 480 + "```")
    assert all(section.startswith("```\n") and section.endswith("\n```") for section in fenced)
    assert len(fenced) == 2


def test_a_text_that_would_take_long_is_sent_as_it_was_written() -> None:
    assert render_html("[" * 200) == ""
    assert render_sections("**a** [" * 200) == ["**a** [" * 200]
