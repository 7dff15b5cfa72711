"""People's pictures."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response
from fastapi.datastructures import UploadFile
from fastapi.param_functions import File

from orchestrator.engine.accounts import avatars
from orchestrator.http.accounts.schemas import UserOut
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.preconditions import show_etag
from orchestrator.ports.pictures import PICTURE_TYPE
from orchestrator.ports.stores.accounts import User

router = APIRouter(tags=["accounts"])

KEPT = "public, max-age=86400"
"""A new picture has a new address; one that was removed is forgotten within a day."""


@router.put("/me/avatar", response_model=UserOut)
async def save_avatar(
    caller: TheCaller,
    file: Annotated[UploadFile, File(description="A PNG, JPEG, WebP or GIF image of at most 10 MB and 40 million pixels.")],
    response: Response,
) -> User:
    """Shows an image as your picture: the square in its middle, upright, the first frame of an animation, with nothing of its metadata."""
    me = await avatars.save_avatar(caller.services, caller.person.user_id, await file.read(avatars.MAX_BYTES + 1))
    show_etag(response, me.version)
    return me


@router.delete("/me/avatar", status_code=204)
async def delete_avatar(caller: TheCaller) -> None:
    """Removes your picture."""
    await avatars.delete_avatar(caller.services, caller.person.user_id)


@router.get(
    "/avatars/{avatar_id}", response_class=Response, responses={200: {"content": {PICTURE_TYPE: {}}}, 304: {"description": "Not modified"}}
)
async def show_avatar(services: TheServices, avatar_id: UUID, if_none_match: Annotated[str, Header()] = "") -> Response:
    """A person's picture. No sign-in is needed. Its address is in `avatar` wherever people are shown."""
    image = await avatars.load_avatar(services, avatar_id)
    etag = f'"{avatar_id}"'
    headers = {"ETag": etag, "Cache-Control": KEPT, "Content-Disposition": "inline; filename=avatar.webp"}
    if etag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(image, media_type=PICTURE_TYPE, headers=headers)
