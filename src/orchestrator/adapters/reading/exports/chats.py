"""Telegram's export: the file result.json of one chat, or of all."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from orchestrator.adapters.reading.decoding import decode
from orchestrator.adapters.reading.exports.pairing import collect, fold_names, is_one_of, make_key, make_question
from orchestrator.adapters.reading.refusing import unreadable
from orchestrator.ports.sources import ReadExport, ReadQuestion


def read_telegram(name: str, data: bytes, answered_by: list[str]) -> ReadExport:
    """A message of somebody else is a question where the creator replied to it; in a chat of two, also where the creator
    writes next. Raises Invalid `unreadable_document`."""
    whole = json.loads(decode(data))
    chats = whole.get("chats", {}).get("list") if isinstance(whole.get("chats"), dict) else [whole]
    if not isinstance(chats, list) or not any(isinstance(chat.get("messages"), list) for chat in chats):
        raise unreadable(name, "it holds no messages; export the chat from Telegram as JSON")
    answerers, names, found = Counter[str](), fold_names(answered_by), list[ReadQuestion | None]()
    for chat in chats:
        found += _read_chat(chat, names, answerers)
    return collect(found, answerers)


def _read_chat(chat: dict[str, Any], names: frozenset[str], answerers: Counter[str]) -> Iterator[ReadQuestion | None]:
    messages = [each for each in chat.get("messages") or () if isinstance(each, dict) and each.get("type") == "message"]
    by_id = {each.get("id"): each for each in messages}
    is_of_two = chat.get("type") in ("personal_chat", "bot_chat")
    before: dict[str, Any] | None = None
    for message in messages:
        asked = by_id.get(message.get("reply_to_message_id")) or (before if is_of_two else None)
        if asked is not None and asked.get("from_id") != message.get("from_id"):
            answerers[str(message.get("from") or "")] += 1
            if _is_of(names, message) and not _is_of(names, asked):
                key = make_key("telegram", chat.get("id"), asked.get("id"))
                yield make_question(key, _read_text(asked), _read_text(message), str(asked.get("from") or ""))
        before = message


def _is_of(names: frozenset[str], message: dict[str, Any]) -> bool:
    return is_one_of(names, message.get("from"), message.get("from_id"))


def _read_text(message: dict[str, Any]) -> str:
    """The text of a message is a string, or a list of strings and of formatted pieces."""
    written = message.get("text") or ""
    pieces = written if isinstance(written, list) else [written]
    return "".join(str(each.get("text") or "") if isinstance(each, dict) else str(each) for each in pieces)
