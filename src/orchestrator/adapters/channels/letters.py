"""Markdown in a mail: as a part of an HTML page, without pictures, which would tell their server who reads."""

import html

from orchestrator.adapters.channels.markup import render
from orchestrator.adapters.channels.telegram.html import Html


def render_letter(text: str) -> str:
    """With line feeds for line ends; everything else is escaped. A text that would take long to parse stays as it was written."""
    return "\n\n".join(render(text, Html())) or html.escape(text, quote=False)
