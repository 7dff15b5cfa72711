"""Documents and canonical answers."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from orchestrator.domain.accounts.access import Layer
from orchestrator.domain.answering.documents.versions import IfExists
from orchestrator.domain.errors import Invalid
from orchestrator.domain.names import check_name, clean_name
from orchestrator.domain.texts import MAX_MESSAGE_CHARACTERS, check_text
from orchestrator.engine.answering import add_document as adding
from orchestrator.engine.answering import documents, passages
from orchestrator.engine.matching import add_answers, answers, corrections
from orchestrator.engine.matching import change_answer as changing
from orchestrator.http.answering.schemas import IF_EXISTS, REPLACES, ChoiceIn, DocumentIn, DocumentOut, PassageOut
from orchestrator.http.auth import TheCaller
from orchestrator.http.invalid_requests import say_invalid
from orchestrator.http.matching.schemas import AnswerChangeIn, AnswerIn, AnswerOut, AnswersOut, AnswerVersionOut
from orchestrator.http.paging import ThePage, paged
from orchestrator.http.preconditions import TheIfMatch, expected_version, require_same_id, show_etag
from orchestrator.http.trust.schemas import show_trust_report
from orchestrator.http.wire import PageOut, Storable
from orchestrator.ports.stores.answering import Document, StoredPassage
from orchestrator.ports.stores.matching.answers import CanonicalAnswer, Standing

router = APIRouter(prefix="/avees/{avee_id}", tags=["knowledge"])

KNOWN = {"description": "It is stored already."}
UPLOAD_BODIES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "layer": {"type": "string", "enum": [layer.value for layer in Layer], "default": "public"},
                        "if_exists": {"type": "string", "enum": [choice.value for choice in IfExists], "description": IF_EXISTS},
                        "replaces": {"type": "string", "format": "uuid", "description": REPLACES},
                    },
                }
            },
            "application/json": {"schema": DocumentIn.model_json_schema(ref_template="#/components/schemas/{model}")},
        },
    }
}


@router.post(
    "/documents", status_code=202, response_model=DocumentOut, openapi_extra=UPLOAD_BODIES, responses={200: {"model": DocumentOut} | KNOWN}
)
async def add_document(caller: TheCaller, avee_id: UUID, request: Request, response: Response) -> Document:
    """Adds a document.

    202: it is being read, and its `status` changes from `pending` to `ready`, `failed` or `held`. 200: the same content
    is there already, and its layer is changed only if the new layer is more private.

    A file with the name of an earlier one is its new version: `replaces` names the earlier one, which is quoted until
    the new one is ready and deleted then; if the new one fails, it stays. The new version is at least as private.
    409 `document_exists`: it is not clear what it replaces; `fields.documents` lists what it may be, and the request can
    be repeated with `if_exists` or `replaces`. `held`: the document in `same_title_as`, from another file, has the title
    that was found in it; see `/choice`.
    """
    upload = await _read_upload(request)
    document, is_new = await adding.add_document(caller.services, caller.person.user_id, avee_id, upload)
    response.status_code = 202 if is_new else 200
    return document


@router.get("/documents", response_model=PageOut[DocumentOut])
async def list_documents(caller: TheCaller, avee_id: UUID, page: ThePage) -> dict[str, Any]:
    """The documents of an own agent, newest first."""
    return paged(await documents.list_documents(caller.services, caller.person.user_id, avee_id, page), page)


@router.get("/documents/{document_id}", response_model=DocumentOut)
async def show_document(caller: TheCaller, avee_id: UUID, document_id: UUID) -> Document:
    """A document with the state of its reading."""
    return await documents.show_document(caller.services, caller.person.user_id, avee_id, document_id)


@router.delete("/documents/{document_id}", status_code=204)
async def delete_document(caller: TheCaller, avee_id: UUID, document_id: UUID) -> None:
    """Deletes a document with its passages."""
    await documents.delete_document(caller.services, caller.person.user_id, avee_id, document_id)


@router.post("/documents/{document_id}/choice", status_code=202, response_model=DocumentOut)
async def choose_version(caller: TheCaller, avee_id: UUID, document_id: UUID, body: ChoiceIn) -> Document:
    """Answers a `held` document: it is read again, and then replaces the other or stands beside it. 409
    `document_not_held` where it waits for nothing."""
    return await adding.choose_version(caller.services, caller.person.user_id, avee_id, document_id, body.if_exists, body.replaces)


@router.get("/documents/{document_id}/passages", response_model=PageOut[PassageOut])
async def list_passages(caller: TheCaller, avee_id: UUID, document_id: UUID, page: ThePage) -> dict[str, Any]:
    """The passages of an own document, in the order of the document."""
    return paged(await passages.list_passages(caller.services, caller.person.user_id, avee_id, document_id, page), page)


@router.get("/passages", response_model=PageOut[PassageOut])
async def find_passages(
    caller: TheCaller,
    avee_id: UUID,
    query: Annotated[Storable, Query(max_length=MAX_MESSAGE_CHARACTERS, description="A question, or a few words.")],
) -> dict[str, Any]:
    """The passages nearest to a text, by meaning and by words, whatever their layer, for the team; at most twelve, best first."""
    return {"items": await passages.find_passages(caller.services, caller.person.user_id, avee_id, query), "next_cursor": None}


@router.get("/passages/{passage_id}", response_model=PassageOut)
async def show_passage(caller: TheCaller, avee_id: UUID, passage_id: UUID) -> StoredPassage:
    """The passage that a citation refers to. 404 also where the reader's layer excludes it."""
    return await passages.show_passage(caller.services, caller.person.user_id, avee_id, passage_id)


@router.post("/canonical-answers", status_code=201, response_model=AnswerOut, responses={200: {"model": AnswerOut} | KNOWN})
async def add_answer(caller: TheCaller, avee_id: UUID, body: AnswerIn, response: Response) -> CanonicalAnswer:
    """Adds a canonical answer.

    201: it is new. 200: the same question and answer is stored already, and gets the layer and expiry that are sent.
    """
    names_layer = "layer" in body.model_fields_set
    text = answers.AnswerText(body.question_pattern, body.answer_content, body.layer, body.expires_at, names_layer)
    answer, is_new = await add_answers.add_answer(caller.services, caller.person.user_id, avee_id, text)
    response.status_code = 201 if is_new else 200
    show_etag(response, answer.version)
    return answer


@router.get("/canonical-answers", response_model=AnswersOut)
async def list_answers(
    caller: TheCaller,
    avee_id: UUID,
    page: ThePage,
    state: Annotated[str | None, Query(pattern="^(active|retired)$")] = None,
    published: Annotated[bool | None, Query(description="Only answers that are on the public page, or only others.")] = None,
    standing: Annotated[Standing | None, Query(description="Only answers quoted from a passage, of which this holds.")] = None,
) -> dict[str, Any]:
    """Newest first, with an upper bound on the share of wrong answers among those reused."""
    found, report = await answers.list_with_trust(caller.services, caller.person.user_id, avee_id, page, state, published, standing)
    return paged(found, page) | {"standing": show_trust_report(report)}


@router.patch("/canonical-answers/{answer_id}", response_model=AnswerOut)
async def change_answer(
    caller: TheCaller, avee_id: UUID, answer_id: UUID, body: AnswerChangeIn, response: Response, if_match: TheIfMatch
) -> CanonicalAnswer:
    """Stores the next version of an answer. People who were given an older text are told the new one.

    `published` puts it on the agent's public page, `/@{handle}/answers`, or takes it away at once. 422 `not_public` for an answer of a
    private layer, 409 `own_wording_needed` while its question is in an asker's words. An answer that is made private is withdrawn.

    412 where a newer version exists.
    """
    require_same_id("id", body.id, answer_id)
    require_same_id("avee_id", body.avee_id, avee_id)
    change = changing.AnswerChange(
        body.question_pattern,
        body.answer_content,
        body.layer,
        body.expires_at,
        body.published,
        clear_expiry="expires_at" in body.model_fields_set and body.expires_at is None,
        expected_version=expected_version(if_match, body.version),
    )
    answer = await changing.change_answer(caller.services, caller.person.user_id, avee_id, answer_id, change)
    show_etag(response, answer.version)
    return answer


@router.delete("/canonical-answers/{answer_id}", status_code=204)
async def retire_answer(caller: TheCaller, avee_id: UUID, answer_id: UUID, if_match: TheIfMatch) -> None:
    """Retires the answer: it is no longer given. The records of where it was given are kept.

    412 where a newer version exists.
    """
    await changing.retire_answer(caller.services, caller.person.user_id, avee_id, answer_id, expected_version(if_match))


@router.get("/canonical-answers/{answer_id}/versions", response_model=PageOut[AnswerVersionOut])
async def list_versions(caller: TheCaller, avee_id: UUID, answer_id: UUID) -> dict[str, Any]:
    """Every version, newest first, with the number of people who were given it."""
    return {"items": await corrections.list_versions(caller.services, caller.person.user_id, avee_id, answer_id), "next_cursor": None}


async def _read_upload(request: Request) -> documents.Upload:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _read_form(request)
    try:
        body = DocumentIn.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise Invalid("invalid_request", f"{where} {say_invalid(first)}.", field=where) from None
    title = check_name("title", body.title, 300)
    content = check_text("content", body.content, documents.MAX_UPLOAD_BYTES)
    return documents.Upload(documents.TEXT_SOURCE, content.encode(), body.layer, title, if_exists=body.if_exists, replaces=body.replaces)


async def _read_form(request: Request) -> documents.Upload:
    async with request.form(max_files=1, max_fields=8) as form:
        file, layer = form.get("file"), form.get("layer", Layer.public.value)
        if not isinstance(file, UploadFile):
            raise Invalid("invalid_request", "Send the document as the form field `file`.", field="file")
        if layer not in {known.value for known in Layer}:
            raise Invalid("invalid_request", "layer must be public, friends or intimate.", field="layer")
        name = clean_name(file.filename or "", 300) or "document"
        if_exists, replaces = _read_choice(form.get("if_exists")), _read_id(form.get("replaces"))
        return documents.Upload(name, await file.read(), Layer(layer), if_exists=if_exists, replaces=replaces)


def _read_choice(value: object) -> IfExists | None:
    if value not in (None, "", *(choice.value for choice in IfExists)):
        raise Invalid("invalid_request", "if_exists must be replace or keep_both.", field="if_exists")
    return IfExists(str(value)) if value else None


def _read_id(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        raise Invalid("invalid_request", "replaces must be the id of a document.", field="replaces") from None
