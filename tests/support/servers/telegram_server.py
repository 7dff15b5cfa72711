"""A Telegram on the loopback: the methods of its Bot API that a channel calls, and the updates that it posts.

with telegram_server() as telegram:
    adapter = TelegramChannel(telegram.api_base)
    ...  # connect, with the token `telegram.token`
    posted = telegram.message_update("When do I feed my bees?")
    # post `posted.headers` and `posted.body` to the channel's address
    telegram.wait().text
"""

import html
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from support.servers.messaging import Answer, MessagingServer, Posted, Sent, serving

TOKEN = "7654321:AAH-loopback_token_of_a_bot-0123456789"
TAGS = frozenset(("b", "i", "s", "u", "code", "pre", "a", "blockquote"))
ADA, GROUP = 4001, -1001234567890
"""A person, whose private chat has the same id; and a group."""


class TelegramServer(MessagingServer):
    """One bot, @mara_bot."""

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        """Another one is not taken: set it anew to revoke the old one."""
        self.id, self.username = 7654321, "mara_bot"
        self.webhook: dict[str, Any] = {}
        """What setWebhook said; empty where there is none."""
        self.repeats_address = False
        """Repeats the address of the call, and so the token, in each refusal."""
        self.moved: dict[str, int] = {}
        """Groups that became supergroups, with their new ids."""
        self._last_update = 900_000
        self._last_message = 100

    # What the bot calls.

    def answer(self, path: str, headers: Any, parameters: dict[str, Any]) -> Answer:
        _, bot, method = path.split("/")
        self.calls.append((method, parameters))
        if self.pause_s is not None:
            return self._refuse(429, f"Too Many Requests: retry after {self.pause_s}", path, {"retry_after": self.pause_s})
        if self.is_out:
            return self._refuse(500, "Internal Server Error", path)
        if bot != f"bot{self.token}":
            return (
                self._refuse(401, "Unauthorized", path) if re.fullmatch(r"bot\d+:[\w-]{35,}", bot) else self._refuse(404, "Not Found", path)
            )
        match method:
            case "getMe":
                return self._say({"id": self.id, "is_bot": True, "first_name": "Mara", "username": self.username})
            case "setWebhook":
                if not parameters["url"].startswith("http") or not re.fullmatch(r"[\w-]{1,256}", parameters["secret_token"], re.ASCII):
                    return self._refuse(400, "Bad Request: bad webhook", path)
                self.webhook = parameters
                return self._say(True)
            case "deleteWebhook":
                self.webhook = {}
                return self._say(True)
            case "answerCallbackQuery":
                return self._say(True)
            case "sendMessage" | "editMessageText":
                return self._take(path, method, parameters)
            case _:
                return self._refuse(404, "Not Found", path)

    def _take(self, path: str, method: str, parameters: dict[str, Any]) -> Answer:
        chat = parameters["chat_id"]
        if self.refuses:
            return self._refuse(400, f"Bad Request: {self.refuses}", path)
        if chat in self.moved:
            moved = {"migrate_to_chat_id": self.moved[chat]}
            return self._refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", path, moved)
        if chat in self.gone:
            return self._refuse(403, "Forbidden: bot was blocked by the user", path)
        text = parameters["text"]
        if parameters.get("parse_mode") == "HTML":
            problem = find_problem(text)
            if problem:
                return self._refuse(400, f"Bad Request: can't parse entities: {problem}", path)
        seen = html.unescape(re.sub(r"<[^<>]*>", "", text)) if parameters.get("parse_mode") else text
        if not seen.strip():
            return self._refuse(400, "Bad Request: message text is empty", path)
        if len(seen.encode("utf-16-le")) // 2 > 4_096:
            return self._refuse(400, "Bad Request: message is too long", path)
        rows = json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", [])
        buttons = [(button["text"], button["callback_data"]) for row in rows for button in row]
        if any(not 1 <= len(value.encode()) <= 64 for _, value in buttons):
            return self._refuse(400, "Bad Request: BUTTON_DATA_INVALID", path)
        if method == "editMessageText":
            return self._change(path, parameters, buttons)
        self._last_message += 1
        reply = json.loads(parameters.get("reply_parameters", "{}"))
        message = Sent(
            str(self._last_message), chat, text, buttons, str(reply.get("message_id", "")), parameters.get("message_thread_id", ""), 0, parameters
        )  # fmt: skip
        self.keep(message)
        return self._say(self._told(message))

    def _change(self, path: str, parameters: dict[str, Any], buttons: list[tuple[str, str]]) -> Answer:
        message = next((each for each in self.sent if (each.id, each.place) == (parameters["message_id"], parameters["chat_id"])), None)
        if message is None:
            return self._refuse(400, "Bad Request: message to edit not found", path)
        if (message.text, message.buttons) == (parameters["text"], buttons):
            return self._refuse(400, "Bad Request: message is not modified: specified new message content is the same", path)
        message.text, message.buttons, message.raw = parameters["text"], buttons, parameters
        message.edits += 1
        return self._say(self._told(message))

    def _told(self, message: Sent) -> dict[str, Any]:
        return {
            "message_id": int(message.id),
            "date": int(time.time()),
            "chat": self.chat(int(message.place)),
            "from": self.me,
            "text": message.text,
        }

    def _say(self, result: Any) -> Answer:
        return Answer(200, {"ok": True, "result": result})

    def _refuse(self, status: int, description: str, path: str, parameters: dict[str, Any] | None = None) -> Answer:
        content: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        if self.repeats_address:
            content["description"] += f" ({self.api_base}{path})"
        return Answer(status, content | ({"parameters": parameters} if parameters else {}))

    # What people do.

    @property
    def me(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": "Mara", "username": self.username}

    def person(self, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "is_bot": False,
            "first_name": "Ada",
            "last_name": "Lovelace",
            "username": f"ada{number}",
            "language_code": "en",
        }

    def chat(self, number: int) -> dict[str, Any]:
        return (
            {"id": number, "type": "private", "first_name": "Ada"} if number > 0 else {"id": number, "type": "supergroup", "title": "Bees"}
        )

    def message(self, text: str | None, chat: int = ADA, person: int = ADA, **fields: Any) -> dict[str, Any]:
        """A message with its entities, as Telegram finds them: commands, mentions, and addresses."""
        self._last_message += 1
        told = {"message_id": self._last_message, "date": int(time.time()), "chat": self.chat(chat), "from": self.person(person)}
        if text is not None:
            told |= {"text": text, "entities": find_entities(text)}
        return told | fields

    def message_update(self, text: str | None, chat: int = ADA, person: int = ADA, **fields: Any) -> Posted:
        """Somebody writes. `fields` are further ones of the message, such as `caption`, `photo` or `reply_to_message`."""
        return self.update(message=self.message(text, chat, person, **fields))

    def edited_update(self, message: dict[str, Any], text: str) -> Posted:
        """Somebody changes a message that `message` returned."""
        return self.update(edited_message={**message, "edit_date": int(time.time()), "text": text, "entities": find_entities(text)})

    def press(self, message: Sent, value: str, person: int = ADA, is_inaccessible: bool = False) -> Posted:
        """Somebody presses a button of a message of the bot; of an old message Telegram tells only where it is."""
        told = self._told(message) | ({"is_topic_message": True, "message_thread_id": int(message.thread)} if message.thread else {})
        if is_inaccessible:
            told = {"message_id": told["message_id"], "chat": told["chat"], "date": 0}
        query = {"id": str(10**18 + self._last_update), "from": self.person(person), "chat_instance": "7", "data": value, "message": told}
        return self.update(callback_query=query)

    def update(self, **content: Any) -> Posted:
        """Any update, signed with the secret of the webhook."""
        self._last_update += 1
        return self.post(json.dumps({"update_id": self._last_update, **content}).encode())

    def post(self, body: bytes) -> Posted:
        """Any body, signed with the secret of the webhook."""
        headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": self.webhook.get("secret_token", "")}
        return Posted(headers, body)


def find_entities(text: str) -> list[dict[str, Any]]:
    """Of the first 4,096 characters, which is all that a message has."""
    text = text[:4_096]
    kinds = {"bot_command": r"(?<!\S)/\w+(?:@\w+)?", "mention": r"(?<![\w/])@\w+", "url": r"https?://\S+"}
    return [
        {"type": kind, "offset": _units(text[: found.start()]), "length": _units(found[0])}
        for kind, pattern in kinds.items()
        for found in re.finditer(pattern, text)
        if kind != "mention" or not text[: found.start()].split(" ")[-1].startswith("/")
    ]


def find_problem(text: str) -> str:
    """Why Telegram does not take this HTML; '' where it does."""
    checker = _Checker()
    checker.feed(text)
    checker.close()
    return checker.problem or (f'can\'t find end tag corresponding to start tag "{checker.open[-1]}"' if checker.open else "")


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problem = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or (tag == "blockquote" and tag in self.open) or any(name != "href" for name, _ in attrs):
            self.problem = f'unsupported start tag "{tag}"'
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problem = f'unmatched end tag "{tag}"'


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@contextmanager
def telegram_server() -> Iterator[TelegramServer]:
    with serving(TelegramServer()) as server:
        yield server
