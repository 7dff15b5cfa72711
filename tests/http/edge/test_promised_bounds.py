"""The bounds and defaults that the API promises in its own description: a caller relies on each of these figures."""

from collections.abc import Iterator
from typing import Any

from support.api import Api

BOUNDS = {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}

# What a caller sends: (place, bound) -> figure.
PROMISED = {
    "AccountIn.email": {"maxLength": 254},
    "EmailChangeIn.email": {"maxLength": 254},
    "GuestAddressIn.email": {"maxLength": 254},
    "GuestIn.handle": {"maxLength": 100},
    "UpgradeIn.email": {"maxLength": 254},
    "UpgradeIn.time_zone": {"maxLength": 100},
    "AccountIn.time_zone": {"maxLength": 100},
    "NewcomerIn.email": {"maxLength": 254},
    "NewcomerIn.time_zone": {"maxLength": 100},
    "IdentityIn.provider": {"maxLength": 100},
    "IdentityIn.return_to": {"maxLength": 500},
    **{f"GET /auth/{{provider}}/callback ?{name}": {"maxLength": 8192} for name in ("state", "code", "iss")},
    "SessionIn.email": {"maxLength": 254},
    "SignedIn.identity": {"maxLength": 4096},
    "PasswordResetIn.email": {"maxLength": 254},
    "POST /v1/chat/completions ?idempotency-key": {"maxLength": 512},
    "CompletionIn.model": {"minLength": 1, "maxLength": 100},
    "CompletionIn.messages": {"minItems": 1, "maxItems": 1000},
    "CompletionIn.user": {"maxLength": 512},
    "ChatMessageIn.content": {"maxItems": 100},
    "MetadataIn.conversation_id": {"minLength": 1, "maxLength": 512},
    "MetadataIn.client_message_id": {"minLength": 1, "maxLength": 512},
    "TokenIn.expires_in_days": {"minimum": 1, "maximum": 730, "default": 365},
    "AskIn.client_message_id": {"minLength": 1, "maxLength": 100},
    "AskIn.time_zone": {"maxLength": 100},
    "DirectMessageIn.client_message_id": {"minLength": 1, "maxLength": 100},
    "NotificationsIn.targets": {"maxItems": 10},
    "NotificationsIn.time_zone": {"maxLength": 100},
    "MailIn.wanted": {"maxItems": 10},
    "MailIn.time_zone": {"maxLength": 100},
    "MailIn.language": {"maxLength": 10},
    **{f"{body}.url": {"maxLength": 2000} for body in ("WebhookIn", "WebhookPatch")},
    **{f"{body}.kinds": {"maxItems": 50} for body in ("WebhookIn", "WebhookPatch")},
    "PolicySaveIn.confirm": {"maxItems": 50},
    "PolicySaveIn.confirm[]": {"maxLength": 100},
    "ReplyToQuestionIn.examples": {"maxItems": 200},
    "ServedPreviewIn.examples": {"maxItems": 200},
    "InvitationIn.email": {"maxLength": 254},
    "GET /avees/{avee_id}/conversations ?query": {"maxLength": 200},
    "GET /avees/{avee_id}/passages ?query": {"maxLength": 8000},
    "GET /avees/{avee_id}/conversations ?person": {"maxLength": 100},
    "ErasureIn.delete_agents": {"maxItems": 1000},
    "MoneyIn.amount": {"minimum": 0, "maximum": 99_999_999},
    "TierPriceIn.amount": {"minimum": 0, "maximum": 99_999_999, "default": 0},
    "TierPriceIn.free_per_month": {"minimum": 0, "maximum": 1000, "default": 0},
    "PricesIn.private_extra": {"minimum": 0, "maximum": 99_999_999},
    "PricesIn.how_to_pay": {"maxLength": 2000},
    "PricesIn.receipt_details": {"maxLength": 1000},
    "PricesIn.tiers": {"maxItems": 4},
    "MembershipPricesIn.month": {"minimum": 1, "maximum": 99_999_999},
    "MembershipPricesIn.year": {"minimum": 1, "maximum": 99_999_999},
    "PaymentAccountIn.country": {"maxLength": 2},
    "RefundIn.reason": {"maxLength": 1000},
    "GET /avees/{avee_id}/audit ?kind": {"maxLength": 60},
    "GET /me/audit ?kind": {"maxLength": 60},
    "DocumentSourceIn.address": {"maxLength": 2000},
    "DocumentSourceIn.every_hours": {"minimum": 1, "maximum": 168, "default": 24},
    "DocumentSourceIn.max_pages": {"minimum": 1, "maximum": 5000, "default": 300},
    "DocumentSourceIn.max_depth": {"minimum": 0, "maximum": 5, "default": 2},
    "SourceChangeIn.every_hours": {"minimum": 1, "maximum": 168},
    "SourceChangeIn.max_pages": {"minimum": 1, "maximum": 5000},
    "SourceChangeIn.max_depth": {"minimum": 0, "maximum": 5},
    "SourceChangeIn.answered_by": {"maxItems": 20},
    "SourceChangeIn.answered_by[]": {"maxLength": 200},
    "Body_add_source_file_avees__avee_id__sources_file_post.answered_by": {"maxItems": 20},
    "AcceptanceIn.question_pattern": {"maxLength": 8000},
    "AcceptanceIn.answer_content": {"maxLength": 50_000},
    "AcceptancesIn.items": {"minItems": 1, "maxItems": 100},
    "DismissalsIn.ids": {"minItems": 1, "maxItems": 100},
    "import.encoding": {"maxLength": 40},
    "import.question": {"maxLength": 200},
    "import.answer": {"maxLength": 200},
    **{f"{body}.version": {"minimum": 0, "maximum": 999_999_999} for body in (
        "PricesIn",
        "WebhookPatch", "AnswerChangeIn", "AveeChangeIn", "ChannelPatch", "DraftIn", "MailIn", "MeChange", "MemberIn", "NotificationsIn", "PolicyIn", "PolicySaveIn", "SettleIn", "SourceChangeIn", "TeammateIn")},
    "GET /orchestrator/decisions ?said": {"maxLength": 200},
    "GET /orchestrator/metrics/{avee_id} ?days": {"minimum": 1, "maximum": 365, "default": 7},
    "GET /orchestrator/metrics/{avee_id} ?time_zone": {"maxLength": 64},
    "GET /orchestrator/config/{avee_id}/versions ?cursor": {"minimum": 1, "maximum": 999_999_999},
    "POST /orchestrator/config/{avee_id}/versions/{version}/restore ?version": {"minimum": 1, "maximum": 999_999_999},
    **{f"{call} ?limit": {"minimum": 1, "maximum": 200, "default": 50} for call in (
        "GET /avees/{avee_id}/answer-conflicts", "GET /avees/{avee_id}/audit", "GET /me/audit", "GET /avees/{avee_id}/canonical-answers", "GET /avees/{avee_id}/conversations", "GET /avees/{avee_id}/documents", "GET /avees/{avee_id}/documents/{document_id}/passages", "GET /avees/{avee_id}/sources/{source_id}/items", "GET /avees/{avee_id}/proposed-answers",
        "GET /avees/{avee_id}/trust/cards", "GET /avees/{avee_id}/trust/model-words", "GET /conversations", "GET /avees/{avee_id}/payments", "GET /me/payments", "GET /me/memberships",
        "GET /conversations/{conversation_id}/messages", "GET /orchestrator/config/{avee_id}/versions", "GET /orchestrator/decisions",
        "GET /orchestrator/queue", "POST /orchestrator/config/{avee_id}/preview")},
}  # fmt: skip


def described(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a body and every parameter, with its schema."""
    for name, schema in openapi["components"]["schemas"].items():
        for field, each in schema.get("properties", {}).items():
            yield f"{'import' if name.startswith('Body_import_file') else name}.{field}", each
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            for each in operation.get("parameters", []):
                yield f"{method.upper()} {path} ?{each['name']}", each["schema"]


def bounds(place: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """(place, bound, figure); also of what may be null, and of the items of a list as `place[]`. Defaults that are numbers count."""
    for name, figure in schema.items():
        if name in BOUNDS or (name == "default" and isinstance(figure, int) and not isinstance(figure, bool)):
            yield place, name, figure
    for each in schema.get("anyOf", []):
        yield from bounds(place, each)
    if isinstance(schema.get("items"), dict):
        yield from bounds(f"{place}[]", schema["items"])


def test_each_promised_bound_is_the_one_that_holds(shared: Api) -> None:
    openapi = shared.call("GET", "/openapi.json", 200)
    found: dict[str, dict[str, float]] = {}
    for place, schema in described(openapi):
        for where, name, figure in bounds(place, schema):
            found.setdefault(where, {})[name] = figure
    # Stored values are shown as they were stored; their defaults are for rows, not for callers.
    sent = {place: each for place, each in found.items() if not each.keys() <= {"default"}}
    assert sent == PROMISED
