"""Markdown as plain text and as Discord's kind of it; no text takes long."""

import time

import pytest

from orchestrator.adapters.channels.plain import render_discord, render_plain


@pytest.mark.parametrize(
    ("markdown", "plain"), [
        ("# Title *x*\n\nSome **bold** `code`.", "Title x\n\nSome bold code."), ("[the sheet](https://e.org/a)", "the sheet (https://e.org/a)"),
        ("<https://e.org> [https://e.org](https://e.org) <a@e.org>", "https://e.org https://e.org a@e.org"), ("![lamp](https://e.org/l.png)", "lamp (https://e.org/l.png)"),
        ("- a\n- b\n  1. c\n  2. d\n\nEnd", "- a\n- b\n  1. c\n  2. d\n\nEnd"), ("3. a\n\n   more\n4. b", "3. a\n\n   more\n\n4. b"), ("> one\n> two", "> one\n> two"),
        ("| a | b |\n|---|---|\n| 1 | `2` |", "a | b\n1 | 2"), ("a\n\n---\n\nb", "a\n\n---\n\nb"), ("```py\nx *= 1\n```", "x *= 1"), ("1 < 2 <b>x</b> a*b", "1 < 2 <b>x</b> a*b"),
        ("one\ntwo", "one\ntwo"), ("[x]: https://e.org", "[x]: https://e.org"), ("- \n- b", "-\n- b"),
    ],
)  # fmt: skip
def test_plain_text(markdown: str, plain: str) -> None:
    assert render_plain(markdown) == plain


@pytest.mark.parametrize(
    ("markdown", "shown"), [
        ("# One\n\n**two** [x](https://e.org)", "# One\n\n**two** [x](https://e.org)"), ("One\n===\n\ntext", "# One\n\ntext"), ("#### Four `x`\ntext", "**Four x**\ntext"),
        ("a ![lamp](https://e.org/l.png) `x`", "a [lamp](https://e.org/l.png) `x`"), ("@everyone and <@12> <#3>", "@\u200beveryone and <\u200b@12> <\u200b#3>"),
        ("Sizes:\n\n| a | long |\n|---|---|\n| 1 | **2** |\n\nEnd", "Sizes:\n\n```\na  long\n-  ----\n1  2\n```\n\nEnd"), ("a\n\n***\n\nb", "a\n\n⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯\n\nb"),
        ("```\n#### @x | y\n```", "```\n#### @x | y\n```"),
    ],
)  # fmt: skip
def test_what_discord_shows(markdown: str, shown: str) -> None:
    assert render_discord(markdown, 2_000) == shown


def test_a_text_that_would_get_too_long_stays_as_it_is() -> None:
    table = f"|a|b|\n|-|-|\n|{'x' * 50}|2|\n" + "|1|2|\n" * 10
    assert render_discord(table, len(table)) == table


@pytest.mark.parametrize(
    "piece", ["a ", "(", ".", "[", "![", "*", "_", "`", "<", "> ", "- ", "|", "[a](", "&", "|-|\n", "**a ", "#### a\n", "| a |\n|---|\n"]
)
def test_no_text_takes_long(piece: str) -> None:
    for text in ((piece * 10_000)[:10_000], (piece * 4_096)[:4_096]):
        start = time.process_time()
        render_plain(text)
        render_discord(text, 2_000)
        assert time.process_time() - start < 5
