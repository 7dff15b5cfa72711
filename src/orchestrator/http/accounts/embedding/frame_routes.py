"""What other sites load: the widget's script, and the page that it opens in a frame."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from orchestrator.domain.errors import Moved
from orchestrator.engine.accounts.embedding.framing import Framed, show_framed
from orchestrator.http.accounts.embedding.phrases import FramePhrases, frame_phrases
from orchestrator.http.auth import TheServices
from orchestrator.http.rates import limit_pages
from orchestrator.http.ui import NOT_BUILT, built_folder

router = APIRouter(include_in_schema=False, dependencies=[Depends(limit_pages)])

SCRIPT_KEPT = "public, max-age=3600"
FACTS = "<!--facts-->"
"""Where the facts of an agent go in the built page."""


@router.get("/widget.js")
async def show_widget(request: Request) -> Response:
    """The script that draws the button. It is the same for every agent, and loads nothing before it is pressed."""
    script = built_folder(request) / "widget.js"
    if not script.is_file():
        return Response("// The web app was not built with this installation.", 503, media_type="text/javascript")
    headers = {"Cache-Control": SCRIPT_KEPT, "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
    return FileResponse(script, headers=headers, media_type="text/javascript")


@router.get("/embed/{handle}")
async def show_frame(
    services: TheServices, request: Request, handle: str, lang: str = "", accept_language: Annotated[str, Header()] = ""
) -> Response:
    """The page in the frame. Browsers show it on this product's own pages and those of the agent's `embed_origins` alone.

    `lang` is the language of the page around it; without it, the browser's languages count.
    """
    try:
        framed = await show_framed(services, handle)
    except Moved as moved:
        return RedirectResponse(f"/embed/{moved.handle}" + (f"?{request.url.query}" if request.url.query else ""), 308)
    page = built_folder(request) / "embed.html"
    if not page.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    phrases = frame_phrases(lang[:35] or accept_language)
    text = await asyncio.to_thread(page.read_text, encoding="utf-8")
    return HTMLResponse(render_frame(text, framed, phrases), headers={"Content-Security-Policy": render_policy(framed)})


def render_policy(framed: Framed) -> str:
    """Everything from here, and shown only where the creator wants it."""
    return "; ".join(
        (
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "base-uri 'none'",
            "form-action 'none'", " ".join(("frame-ancestors 'self'", *framed.origins)),
        )
    )  # fmt: skip


def render_frame(page: str, framed: Framed, phrases: FramePhrases) -> str:
    """The built page with what it needs to know of the agent."""
    agent = framed.agent
    facts = {
        "avee": str(agent.id),
        "handle": agent.handle,
        "agent": agent.display_name,
        "creator": agent.creator_name,
        "takesGuests": agent.takes_guests,
        "words": phrases.words,
    }
    language = f'<html lang="{phrases.language}" dir="{phrases.direction}">'
    return page.replace('<html lang="en">', language, 1).replace(FACTS, _as_script(facts), 1)


def _as_script(facts: dict[str, object]) -> str:
    """A data block, which no policy needs to allow; its JSON cannot end the element."""
    text = json.dumps(facts, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/json" id="facts">{text}</script>'
