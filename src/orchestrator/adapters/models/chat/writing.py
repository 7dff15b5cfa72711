"""The generator over a chat model: prompt, writing, grounding while it is written, and the quotes where any of it fails."""

from collections.abc import Sequence
from dataclasses import replace

from orchestrator.domain.answering.drafts import Draft, ModelUsage, Trace, total_usage
from orchestrator.domain.answering.grounding import Grounder, Unsure
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.prompt import Prompt, build_check, build_prompt, is_yes
from orchestrator.domain.answering.quoting import quote
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.answering.support import passage_text
from orchestrator.domain.errors import OrchestratorError, Unavailable
from orchestrator.domain.message.language import language_of
from orchestrator.domain.replies.sentences import quoting
from orchestrator.domain.replies.voice import Voice
from orchestrator.ports.models import ChatModel, ChatRequest, Embedder, Tell

SAME_MEANING = 0.72
"""Cosine of a sentence and a passage from which it is taken to say the same; for all-MiniLM-L6-v2."""
MOST_SETTLED = 6
"""Sentences of one draft that something beyond words is asked about."""
STEP_LETTERS = 24
"""Text is looked at in pieces of about this length, as each look reads all of it."""


class ChatGenerator:
    """Generator: the model's sentences as far as the passages bear them.

    Where the model is down, slow or talks past the passages, the passages are quoted; where it says that they do not answer, the
    draft is unsupported. `with_check` asks the model itself about sentences that neither words nor vectors tell.
    """

    is_local = False

    def __init__(
        self, chat: ChatModel, embedder: Embedder, context_tokens: int = 3_000, same_meaning: float = SAME_MEANING, *, with_check: bool = False
    ) -> None:  # fmt: skip
        self._chat = chat
        self._embedder = embedder
        self._context_tokens = context_tokens
        self._same_meaning = same_meaning
        self.with_check = with_check

    async def draft(self, request: DraftRequest, tell: Tell | None = None) -> Draft:
        prompt = build_prompt(request, self._context_tokens)
        if not prompt.passages:
            return Draft("", (), supported=False, written_by="none")
        agent = request.agent
        reading = _Reading(Grounder(prompt.passages, agent.persona, f"{agent.creator_name} {agent.display_name}"), self, request, tell)
        asked = ChatRequest(prompt.system, prompt.user, agent.chat_model, agent.temperature)
        try:
            answer = await self._chat.write(asked, reading.hear)
        except Unavailable as error:
            await reading.end(is_whole=False)
            return _of_reading(reading, request, written_by="", trace=Trace(fault=error.code))
        await reading.end(answer.is_whole)
        return _of_reading(reading, request, answer.usage.model, Trace(answer.usage))

    async def bears(self, unsure: Unsure, request: DraftRequest, spent: list[ModelUsage]) -> bool:
        """Whether the passages say the sentence, by its meaning; False where nothing can tell. Adds what asking cost to `spent`."""
        if unsure.is_doubtful and not self.with_check:
            return False
        try:
            if not unsure.is_doubtful and await self._is_near(unsure.sentence, unsure.passages):
                return True
            return self.with_check and await self._is_confirmed(build_check(unsure.sentence, unsure.passages), request, spent)
        except OrchestratorError:
            return False

    async def _is_near(self, sentence: str, passages: Sequence[PassageHit]) -> bool:
        own, *others = await self._embedder.embed([sentence, *map(passage_text, passages)])
        return any(sum(a * b for a, b in zip(own, other, strict=True)) >= self._same_meaning for other in others)

    async def _is_confirmed(self, prompt: Prompt, request: DraftRequest, spent: list[ModelUsage]) -> bool:
        asked = ChatRequest(prompt.system, prompt.user, request.agent.chat_model, temperature=0.0, max_tokens=5)
        answer = await self._chat.write(asked)
        spent.append(answer.usage)
        return is_yes(answer.text)


class _Reading:
    """Hears the model's text, and tells what passed."""

    def __init__(self, grounder: Grounder, judge: ChatGenerator, request: DraftRequest, tell: Tell | None) -> None:
        self.grounder = grounder
        self._judge = judge
        self._request = request
        self._tell = tell
        self._held = ""
        self._settled = 0
        self.spent: list[ModelUsage] = []
        """On checks."""

    async def hear(self, piece: str) -> None:
        self._held += piece
        if len(self._held) >= STEP_LETTERS or "\n" in piece:
            await self._take()

    async def end(self, is_whole: bool) -> None:
        self.grounder.feed(self._held)
        self._held = ""
        self.grounder.finish(is_whole)
        await self._step()

    async def _take(self) -> None:
        self.grounder.feed(self._held)
        self._held = ""
        await self._step()

    async def _step(self) -> None:
        while (told := self.grounder.step()) is not None:
            if isinstance(told, Unsure):
                is_borne = self._settled < MOST_SETTLED and await self._judge.bears(told, self._request, self.spent)
                self._settled += not told.is_doubtful or self._judge.with_check
                passed = self.grounder.settle(is_borne)
            else:
                passed = told
            if passed is not None and self._tell is not None:
                self._tell(passed.text)


def _of_reading(reading: _Reading, request: DraftRequest, written_by: str, trace: Trace) -> Draft:
    grounded = reading.grounder.result
    written = [trace.usage] if trace.usage else []
    trace = replace(trace, usage=total_usage([*written, *reading.spent]), removed=grounded.removed, checks=len(reading.spent))
    if grounded.content:
        return Draft(grounded.content, grounded.passages, True, written_by or request.agent.chat_model or "chat", trace)
    if grounded.declined:
        return Draft("", (), False, written_by or "chat", trace)
    quoted = quote(
        request.question,
        request.passages,
        request.agent.creator_name,
        quoting(Voice(request.agent.creator_name, language_of(request.text, request.turns))),
    )
    return replace(quoted, trace=replace(trace, fault=trace.fault or "chat_ungrounded"))
