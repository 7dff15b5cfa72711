"""Published answers as HTML pages, with the facts that search engines and previews of links read. Call it off the event loop."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from orchestrator.domain.message.language import Languages, read_language
from orchestrator.engine.matching.publishing.public_answers import PublicPage
from orchestrator.http.matching.public.markdown import Rendered, render_markdown
from orchestrator.http.matching.public.phrases import PagePhrases
from orchestrator.ports.stores.accounts import PublicAvee
from orchestrator.ports.stores.matching.publications import PublishedAnswer

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# The facts for search engines are in a <script> of data, which no policy needs to allow: nothing runs it.
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
SUMMARY_CHARACTERS = 200
LANGUAGE_CHARACTERS = 1_000
LISTED_CHARACTERS = 4_000
"""Of a longer answer, a list of answers shows the beginning, so that a page of them is rendered in reasonable time."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages stand, and for whom they are rendered."""

    url: str
    """Without a slash at the end."""
    phrases: PagePhrases
    known: Languages


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer on a page."""

    question: str
    text: Rendered
    is_whole: bool
    """False where only its beginning is shown."""
    url: str
    day: str
    language: str
    """'' where it cannot be told."""


def render_list(site: Site, page: PublicPage, query: str) -> str:
    """A page of an agent's published answers."""
    top = _answers_url(site, page.agent.handle)
    answers = [_show(site, page.agent, answer, LISTED_CHARACTERS) for answer in page.answers]
    title = site.phrases.title.format(creator=page.agent.creator_name)
    return _TEMPLATES.get_template("answers.html").render(
        _common(site, page.agent)
        | {
            "title": title,
            "canonical": _with(top, {"page": page.number} if page.number > 1 else {}),
            "description": title,
            "query": query,
            "answers": answers,
            "newer": _with(top, _asked(query, page.number - 1)) if page.number > 1 else None,
            "older": _with(top, _asked(query, page.number + 1)) if page.has_more else None,
            "facts": _as_script({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": _questions(answers, page.agent)}),
        }
    )


def render_answer(site: Site, agent: PublicAvee, answer: PublishedAnswer) -> str:
    """The page of one published answer."""
    shown = _show(site, agent, answer)
    (question,) = _questions([shown], agent)
    return _TEMPLATES.get_template("answer.html").render(
        _common(site, agent)
        | {
            "title": shown.question,
            "canonical": shown.url,
            "description": shown.text.plain[:SUMMARY_CHARACTERS],
            "answer": shown,
            "facts": _as_script({"@context": "https://schema.org", "@type": "QAPage", "mainEntity": question}),
        }
    )


def render_missing(phrases: PagePhrases) -> str:
    """The page where nothing is published."""
    return _TEMPLATES.get_template("missing.html").render(style=Markup(STYLE), phrases=phrases, title=phrases.missing)


def answer_path(handle: str, slug: str) -> str:
    """The path of a published answer's page."""
    return f"/@{handle}/answers/{quote(slug, safe='')}"


def _common(site: Site, agent: PublicAvee) -> dict[str, Any]:
    return {
        "style": Markup(STYLE),
        "phrases": site.phrases,
        "agent": agent,
        "list_path": f"/@{agent.handle}/answers",
        "ask_path": f"/@{agent.handle}",
        "ask_title": site.phrases.ask.format(agent=agent.display_name),
        "all_title": site.phrases.title.format(creator=agent.creator_name),
    }


def _answers_url(site: Site, handle: str) -> str:
    return f"{site.url}/@{handle}/answers"


def _show(site: Site, agent: PublicAvee, answer: PublishedAnswer, most: int | None = None) -> ShownAnswer:
    text = render_markdown(answer.answer[:most])
    return ShownAnswer(
        answer.question,
        text,
        most is None or len(answer.answer) <= most,
        site.url + answer_path(agent.handle, answer.slug),
        answer.answered_at.date().isoformat(),
        read_language(f"{answer.question}\n{text.plain}"[:LANGUAGE_CHARACTERS], site.known),
    )


def _questions(answers: Sequence[ShownAnswer], agent: PublicAvee) -> list[dict[str, Any]]:
    return [_question(answer, agent) for answer in answers]


def _question(answer: ShownAnswer, agent: PublicAvee) -> dict[str, Any]:
    said = {
        "@type": "Answer",
        "text": answer.text.plain,
        "url": answer.url,
        "dateModified": answer.day,
        "author": {"@type": "Person", "name": agent.creator_name},
    }
    question = {"@type": "Question", "name": answer.question, "url": answer.url, "answerCount": 1, "acceptedAnswer": said}
    return question | ({"inLanguage": answer.language} if answer.language else {})


def _asked(query: str, number: int) -> dict[str, Any]:
    return ({"query": query} if query else {}) | ({"page": number} if number > 1 else {})


def _with(url: str, query: dict[str, Any]) -> str:
    return f"{url}?{urlencode(query)}" if query else url


def _as_script(facts: dict[str, Any]) -> Markup:
    """JSON that cannot end the script element it stands in, nor begin a comment there."""
    text = json.dumps(facts, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
