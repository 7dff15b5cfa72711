"""A person's picture."""

from uuid import UUID

from orchestrator.domain.errors import NotFound, TooLarge, Unauthenticated
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.stores.accounts import User

MAX_BYTES = 10 * 2**20


async def save_avatar(services: Services, person: UUID, data: bytes) -> User:
    """Shows an image of at most MAX_BYTES bytes as the person's picture from now on, cut to a square.

    Raises TooLarge `picture_too_large`, Unauthenticated `not_signed_in`, and as `PictureReader.read_square`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("picture_too_large", f"The image is too large: at most {MAX_BYTES // 2**20} MB.", field="file")
    image = await services.pictures.read_square(data)
    async with services.database.transaction(Scope(person)) as tx:
        user = await tx.accounts.save_avatar(new_id(), image)
    if user is None:
        raise Unauthenticated("not_signed_in", "This account was deleted.")
    return user


async def delete_avatar(services: Services, person: UUID) -> None:
    """Removes the person's picture; nothing where there is none."""
    async with services.database.transaction(Scope(person)) as tx:
        await tx.accounts.delete_avatar()


async def load_avatar(services: Services, avatar_id: UUID) -> bytes:
    """A picture of anybody's. Raises NotFound `avatar_not_found`."""
    async with services.database.transaction(Scope()) as tx:
        image = await tx.accounts.load_avatar(avatar_id)
    if image is None:
        raise NotFound("avatar_not_found", "There is no such picture, or no longer.")
    return image
