"""Edits of what two people may edit at once: each names the version that it was made from, by the header If-Match or by
`version` in its body. Only `If-Match: *` overwrites whatever is there.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Response

from orchestrator.domain.errors import Invalid, PreconditionRequired

MAX_VERSION = 999_999_999


@dataclass(frozen=True, slots=True)
class IfMatch:
    """The header If-Match."""

    is_given: bool
    version: int | None
    """None for any version."""


async def the_if_match(
    if_match: Annotated[
        str | None,
        Header(description="The version that the change was made from, as in the ETag; * for any. Or send `version` in the body."),
    ] = None,
) -> IfMatch:
    """Reads the header. Raises Invalid `invalid_if_match`."""
    if if_match is None:
        return IfMatch(is_given=False, version=None)
    if if_match.strip() == "*":
        return IfMatch(is_given=True, version=None)
    bare = if_match.strip().removeprefix("W/").strip('"')
    if not bare.isascii() or not bare.isdigit() or len(bare) > 9:
        raise Invalid("invalid_if_match", 'If-Match must hold the version from the ETag, such as "3".', field="If-Match")
    return IfMatch(is_given=True, version=int(bare))


TheIfMatch = Annotated[IfMatch, Depends(the_if_match)]


def expected_version(if_match: IfMatch, in_body: int | None = None) -> int | None:
    """The version that an edit was made from; None for any.

    Raises PreconditionRequired `precondition_required` where neither header nor body names it, and Invalid
    `invalid_if_match` where they name different ones.
    """
    if not if_match.is_given and in_body is None:
        raise missing_precondition()
    if if_match.version is not None and in_body is not None and if_match.version != in_body:
        raise Invalid("invalid_if_match", "If-Match and `version` in the body name different versions.", field="If-Match")
    return if_match.version if if_match.version is not None else None if if_match.is_given else in_body


def missing_precondition() -> PreconditionRequired:
    return PreconditionRequired(
        "precondition_required",
        "Somebody else may have changed this: send the version that you read, as If-Match (from the ETag) or as `version` in the body.",
    )


def show_etag(response: Response, version: int) -> None:
    """Puts the version into the ETag."""
    response.headers["ETag"] = f'"{version}"'


def require_same_id(field: str, in_body: UUID | None, in_path: UUID) -> None:
    """Requires that a body which was read from here is written back to the thing it was read from.

    Raises Invalid `other_id`.
    """
    if in_body is not None and in_body != in_path:
        raise Invalid("other_id", f"{field} in the body is not the one in the path.", field=field)
