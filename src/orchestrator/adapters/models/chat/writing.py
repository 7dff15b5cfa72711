"""The generator over a chat model: builds the prompt, grounds the text while the model writes it, and quotes
passages on failure."""

from collections.abc import Sequence
from dataclasses import replace

from orchestrator.domain.answering.asking_back import read_choices
from orchestrator.domain.answering.checking.support import passage_text
from orchestrator.domain.answering.drafts import Draft, ModelSays, ModelUsage, Trace, total_usage
from orchestrator.domain.answering.grounding.grounder import Grounder
from orchestrator.domain.answering.grounding.results import Grounded, Unsure
from orchestrator.domain.answering.half_answers import read_missing
from orchestrator.domain.answering.passages import PassageHit
from orchestrator.domain.answering.prompt import RULES, Prompt, build_check, build_prompt, is_yes
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.answering.thoughts import ThoughtFilter
from orchestrator.domain.errors import OrchestratorError, Unavailable
from orchestrator.domain.message.words import tokens
from orchestrator.domain.replies.sentences import quoting
from orchestrator.domain.replies.voice import Voice
from orchestrator.ports.models import ChatModel, ChatRequest, Embedder, OnText

SAME_MEANING = 0.72
"""Cosine from which a sentence counts as saying the same as a passage; for all-MiniLM-L6-v2."""
MOST_CHECKED = 6
"""Sentences of one draft that are checked by vectors or by the model."""
STEP_CHARS = 24
"""The text is grounded in steps of about this many characters, because each step reads the whole text."""


class ChatGenerator:
    """A Generator that passes on the sentences of the model that the passages support.

    When the model is down, slow, or writes nothing that the passages support, the passages are quoted. When the model
    says that the passages do not answer, the draft is unsupported. With `with_check` the model itself is asked about
    sentences that neither words nor vectors can decide.
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

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        prompt = build_prompt(request, self._context_tokens)
        if not prompt.passages:
            return Draft("", (), supported=False, written_by="none")
        agent = request.agent
        grounding = _Grounding(
            Grounder(prompt.passages, agent.persona, f"{agent.creator_name} {agent.display_name}", RULES, request.question),
            self,
            request,
            on_text,
        )
        asked = ChatRequest(prompt.system, prompt.user, agent.chat_model, agent.temperature)
        try:
            answer = await self._chat.write(asked, grounding.on_piece)
        except Unavailable as error:
            await grounding.end(is_whole=False)
            return _draft_of(grounding, request, prompt.passages, written_by="", trace=Trace(fault=error.code))
        await grounding.end(answer.is_whole)
        fault = "chat_thoughts" if grounding.is_broken else None if answer.is_whole else "chat_unfinished"
        trace = Trace(answer.usage, fault)
        return _draft_of(grounding, request, prompt.passages, answer.usage.model, trace)

    async def supports(self, unsure: Unsure, request: DraftRequest, spent: list[ModelUsage]) -> bool:
        """Whether the passages support the sentence by its meaning; False if that cannot be decided. Adds the usage
        to `spent`."""
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


class _Grounding:
    """Receives the text of the model and passes on the grounded part of it."""

    def __init__(self, grounder: Grounder, generator: ChatGenerator, request: DraftRequest, on_text: OnText | None) -> None:
        self.grounder = grounder
        self._generator = generator
        self._request = request
        self._on_text = on_text
        self._thoughts = ThoughtFilter()
        self._buffer = ""
        self._checked = 0
        self.spent: list[ModelUsage] = []
        """Usage of the checks."""

    async def on_piece(self, piece: str) -> None:
        self._buffer += self._thoughts.feed(piece)
        if len(self._buffer) >= STEP_CHARS or "\n" in piece:
            await self._feed()

    @property
    def is_broken(self) -> bool:
        """Whether the text before some point was the model's thoughts, which was not marked where it began."""
        return self._thoughts.is_broken

    async def end(self, is_whole: bool) -> None:
        self.grounder.feed(self._buffer + self._thoughts.finish())
        self._buffer = ""
        self.grounder.finish(is_whole)
        await self._step()

    async def _feed(self) -> None:
        self.grounder.feed(self._buffer)
        self._buffer = ""
        await self._step()

    async def _step(self) -> None:
        while (result := self.grounder.advance()) is not None:
            if isinstance(result, Unsure):
                is_supported = self._checked < MOST_CHECKED and await self._generator.supports(result, self._request, self.spent)
                self._checked += not result.is_doubtful or self._generator.with_check
                passed = self.grounder.resolve(is_supported)
            else:
                passed = result
            if passed is not None and self._on_text is not None:
                self._on_text(passed.text)


def _draft_of(grounding: _Grounding, request: DraftRequest, passages: Sequence[PassageHit], written_by: str, trace: Trace) -> Draft:
    """The draft for what the model wrote; `passages` are those that it was given."""
    grounded = grounding.grounder.result
    written = [trace.usage] if trace.usage else []
    trace = replace(trace, usage=total_usage([*written, *grounding.spent]), removed=grounded.removed, checks=len(grounding.spent))
    writer = written_by or request.agent.chat_model or "chat"
    missing = _missing(grounded, request, passages)
    if grounded.missing and not missing:
        trace = replace(trace, fault=trace.fault or "chat_missing")
    if grounded.content and trace.fault is None:
        says = _says(grounded, missing)
        return Draft(grounded.content, grounded.passages, True, writer, trace, says, missing if says is ModelSays.half else "")
    if grounded.content:
        return _draft_cut_off(grounded, request, writer, trace)
    if grounded.declined:
        return Draft("", (), False, written_by or "chat", trace, ModelSays.not_answered)
    choices = read_choices(grounded.asks_back, request.question, passages) if trace.fault is None else ()
    if choices:
        return replace(_quotes(request), trace=trace, model_says=ModelSays.asks_back, choices=choices)
    return replace(_quotes(request), trace=replace(trace, fault=trace.fault or "chat_ungrounded"))


def _missing(grounded: Grounded, request: DraftRequest, passages: Sequence[PassageHit]) -> str:
    """What is missing, as it may be shown: as the model named it, or as it says in its own words that it does not know it ("I do
    not know whether …", "The passages do not say whether …")."""
    said = grounded.missing or grounded.not_known
    tried = [said] if grounded.missing else [said, said.strip().partition(" ")[2]]
    return next(filter(None, (read_missing(each, request.question, passages) for each in tried)), "")


def _says(grounded: Grounded, missing: str) -> ModelSays:
    if missing and grounded.is_supported:
        return ModelSays.half
    return ModelSays.answered if grounded.is_complete else ModelSays.partly


def _draft_cut_off(grounded: Grounded, request: DraftRequest, writer: str, trace: Trace) -> Draft:
    """What passed before the model broke off, which may be sent already, and then the passages: they hold what is missing."""
    quoted = _quotes(request, grounded.passages)
    if trace.fault == "chat_missing" and _holds_first(grounded.content, quoted):
        return Draft(grounded.content, grounded.passages, True, writer, trace, ModelSays.partly)
    passages = (*grounded.passages, *(hit for hit in quoted.passages if hit.id not in {cited.id for cited in grounded.passages}))
    content = f"{grounded.content} […]\n\n{quoted.content}"
    return Draft(content, passages, quoted.supported, writer, trace)


def _holds_first(content: str, quoted: Draft) -> bool:
    """Whether the text has the sentence that would be quoted first, which need not be said twice."""
    first = " ".join(tokens(quoted.quotes[0].partition("\n")[0])) if quoted.quotes else ""
    return first in " ".join(tokens(content))


def _quotes(request: DraftRequest, cited: tuple[PassageHit, ...] = ()) -> Draft:
    creator = request.agent.creator_name
    return quote(request.question, request.passages, creator, quoting(Voice(creator, request.language, fields=request.agent.fields)), cited)
