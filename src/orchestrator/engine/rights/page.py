"""The page of a copy that a person reads without any program but a browser: every row of every kind, conversations as threads."""

from collections.abc import Mapping
from html import escape

from orchestrator.domain.json_value import JsonValue
from orchestrator.ports.stores.rights import ExportBatch

START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your data</title><style>
:root { color-scheme: light dark; } body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0 1rem; padding: .5rem 0; border-top: 1px solid #8884; }
dt { color: #777; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.message { margin: .5rem 0; padding: .5rem .75rem; border-radius: .5rem; background: #8882; overflow-wrap: anywhere; white-space: pre-wrap; }
.user { margin-left: 3rem; } small { color: #777; display: block; }
</style></head><body>
<h1>Your data</h1>
<p>This page shows everything that is kept about you here, and everything of your agents. The files beside it hold the same for
programs, a line for each entry. Times are in UTC. Passwords, the secrets of sessions, tokens and webhooks, and numbers that are
computed from your texts are not in it. Of other people it holds what they wrote to you.</p>
"""
END = "</body></html>\n"
WRITERS = {"user": "Asked", "agent": "The agent", "creator": "The creator"}


def write_heading(batch: ExportBatch) -> str:
    """The heading of a kind, with the agent that it belongs to."""
    name = batch.name.replace("_", " ").capitalize()
    of = f" of @{escape(batch.folder)}" if batch.folder else ""
    empty = "" if batch.rows else "<p>Nothing.</p>\n"
    return f"<h2>{escape(name)}{of}</h2>\n{empty}"


def write_row(batch: ExportBatch, row: Mapping[str, JsonValue]) -> str:
    """One row: a message as in its thread, anything else as a list of its values."""
    if batch.name == "messages":
        role = str(row["role"])
        said = f"{WRITERS.get(role, role)}, {row['created_at']}, conversation {row['conversation_id']}"
        return f'<div class="message {escape(role)}"><small>{escape(said)}</small>{escape(str(row["content"]))}</div>\n'
    cells = (f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(_say(value))}</dd>" for name, value in row.items() if _has(value))
    return f"<dl>{''.join(cells)}</dl>\n"


def _has(value: JsonValue) -> bool:
    return value is not None and value not in ("", [], {})


def _say(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_say(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_say(each)}" for name, each in value.items())
    return "" if value is None else str(value)
