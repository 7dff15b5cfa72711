"""Markdown as the HTML that Telegram takes: few tags, and everything else escaped."""

import html
import re

from orchestrator.adapters.channels.markup import render
from orchestrator.domain.channels.kinds import ABILITIES, ChannelKind

MAX_UNITS = ABILITIES[ChannelKind.telegram].max_characters
"""Telegram counts what is seen once the tags are read, in UTF-16 units to be on the safe side."""
MAX_BYTES = 30_000
"""Of the HTML itself. Telegram's server stops reading at 35,000."""
_TAG = re.compile(r"<[^<>]*>")


class Html:
    """A Notation; mails are written in it, too."""

    def escape(self, text: str) -> str:
        return html.escape(text, quote=False)

    def strong(self, inner: str) -> str:
        return f"<b>{inner}</b>" if inner else ""

    def emphasis(self, inner: str) -> str:
        return f"<i>{inner}</i>" if inner else ""

    def struck(self, inner: str) -> str:
        return f"<s>{inner}</s>" if inner else ""

    def code(self, text: str) -> str:
        return f"<code>{html.escape(text, quote=False)}</code>"

    def block(self, text: str) -> str:
        return f"<pre>{html.escape(text, quote=False)}</pre>"

    def link(self, address: str, inner: str) -> str:
        return f'<a href="{html.escape(address)}">{inner}</a>'

    def quote(self, inner: str) -> str:
        # Telegram has no quotes inside quotes. A tag can only be ours, as all text is escaped.
        return f"<blockquote>{inner.replace('<blockquote>', '').replace('</blockquote>', '')}</blockquote>"


def render_html(text: str) -> str:
    """A message as Telegram's HTML; '' where it is to be sent as it was written: nothing would be seen, or more than Telegram takes."""
    rendered = "\n\n".join(render(text, Html()))
    seen = html.unescape(_TAG.sub("", rendered))
    is_too_long = len(seen.encode("utf-16-le", "surrogatepass")) // 2 > MAX_UNITS or len(rendered.encode("utf-8", "replace")) > MAX_BYTES
    return "" if is_too_long or not seen.strip() else rendered
