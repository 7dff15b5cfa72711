"""The moderation model of any OpenAI-compatible endpoint: one short request for each message, bounded in time."""

import asyncio
from typing import Any

import openai

from orchestrator.adapters.models.chat.breaker import CircuitBreaker
from orchestrator.adapters.models.embedding.openai_compatible import NO_KEY
from orchestrator.adapters.models.readable import readable
from orchestrator.domain.errors import Unavailable

DETAILS = {
    "moderation_circuit_open": "The moderation endpoint failed repeatedly and is not called for a while.",
    "moderation_timeout": "The moderation endpoint did not answer in time.",
    "moderation_failed": "The moderation endpoint answered with an error.",
    "moderation_unreachable": "The moderation endpoint could not be reached.",
    "moderation_nonsense": "The moderation endpoint answered with something that is not a verdict.",
}


class OpenAIModerator:
    """A Moderator over `POST {base_url}/moderations`.

    `timeout_s` bounds a request including its one retry; it is the longest that a message waits. After repeated
    failures the endpoint is not called for a while, and messages do not wait at all.
    """

    def __init__(
        self, base_url: str, api_key: str | None, model: str, timeout_s: float = 2.0, *, max_chars: int = 8_000, breaker: CircuitBreaker | None = None
    ) -> None:  # fmt: skip
        self._model = model
        self._timeout_s = timeout_s
        self._max_chars = max_chars
        self._breaker = breaker or CircuitBreaker()
        self._client = openai.AsyncOpenAI(base_url=base_url, api_key=api_key or NO_KEY, admin_api_key="", timeout=timeout_s, max_retries=1)
        self._client.organization = self._client.project = None

    async def find_objection(self, text: str) -> str | None:
        """Like the port. Codes: moderation_circuit_open, moderation_timeout, moderation_failed, moderation_unreachable,
        moderation_nonsense. No error contains the key or the text.
        """
        if not self._breaker.admit():
            raise Unavailable("moderation_circuit_open", DETAILS["moderation_circuit_open"])
        try:
            found = await self._ask(readable(text, self._max_chars))
        except BaseException:
            self._breaker.gave_up()
            raise
        if isinstance(found, _Failure):
            self._breaker.failed()
            # Raised here, so that it is not chained to the error of the client library, which holds the request with
            # its key.
            raise Unavailable(found.code, DETAILS[found.code])
        self._breaker.succeeded()
        return found.objection

    async def close(self) -> None:
        await self._client.close()

    async def _ask(self, text: str) -> "_Verdict | _Failure":
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._client.moderations.create(model=self._model, input=text)
            return _Verdict(_read_objection(answer))
        except (TimeoutError, openai.APITimeoutError):
            return _Failure("moderation_timeout")
        except openai.APIStatusError:
            return _Failure("moderation_failed")
        except openai.APIConnectionError:
            return _Failure("moderation_unreachable")
        except (openai.OpenAIError, TypeError, ValueError, KeyError, AttributeError, IndexError):
            return _Failure("moderation_nonsense")


class _Verdict:
    """The model answered; `objection` is None when it does not object."""

    def __init__(self, objection: str | None) -> None:
        self.objection = objection


class _Failure:
    """The model gave no usable answer."""

    def __init__(self, code: str) -> None:
        self.code = code


def _read_objection(answer: Any) -> str | None:
    """The names of the flagged categories in order, separated by commas; None if nothing is flagged.

    Raises one of the errors that `_ask` catches when the response is malformed.
    """
    verdict = answer.results[0]
    if not isinstance(verdict.flagged, bool):
        raise ValueError("the verdict is not a boolean")
    if not verdict.flagged:
        return None
    categories = verdict.categories.model_dump(by_alias=True) if verdict.categories is not None else {}
    return ", ".join(sorted(name for name, is_flagged in categories.items() if is_flagged is True)) or "flagged"
