"""Making a picture out of a file that somebody uploaded."""

from typing import Protocol

PICTURE_TYPE = "image/webp"
"""The media type of every picture that is shown."""


class PictureReader(Protocol):
    """Reads untrusted images."""

    async def read_square(self, data: bytes) -> bytes:
        """The middle of the image as a square of a fixed size, upright, without any metadata, as PICTURE_TYPE.

        Raises TooLarge `picture_too_large`, Invalid `not_a_picture`, Unavailable `picture_not_read`.
        """
        ...
