"""People's pictures over HTTP: what is shown, and what is refused."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from support.api import Api

PLACE = b"GPS 59.91 N 10.75 E"


def encoded(kind: str, size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def upload(person: Api, data: bytes, expect: int = 200, name: str = "me.png") -> dict[str, Any]:
    answered: dict[str, Any] = person.call("PUT", "/me/avatar", expect, files={"file": (name, data, "image/png")})
    return answered


def shown(person: Api, address: str) -> Image.Image:
    return Image.open(io.BytesIO(person.call("GET", address).content))


@pytest.fixture
def ada(crowd: Api) -> Api:
    return crowd.sign_up("ada")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_shown_as_a_square_to_everybody(ada: Api, crowd: Api, kind: str) -> None:
    address = upload(ada, encoded(kind), name="wrong.svg")["avatar"]
    answered = crowd.call("GET", address)
    headers = answered.headers
    assert (answered.status_code, headers["content-type"], headers["x-content-type-options"]) == (200, "image/webp", "nosniff")
    assert headers["cache-control"] == "public, max-age=86400"
    assert (shown(crowd, address).format, shown(crowd, address).size) == ("WEBP", (256, 256))
    assert crowd.call("GET", address, headers={"If-None-Match": headers["etag"]}).status_code == 304
    assert ada.call("GET", f"/users/{ada.user['handle']}", 200)["avatar"] == address


def test_nothing_of_the_file_is_left_but_pixels(ada: Api) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = PLACE.decode(), 6
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.new("RGB", (400, 200), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, 400, 100))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=PLACE, quality=95)
    address = upload(ada, out.getvalue())["avatar"]
    data = ada.call("GET", address).content
    assert PLACE not in data
    picture = shown(ada, address)
    assert not dict(picture.getexif())
    # Turned by 90 degrees, as the orientation says: what was above is on the right.
    right, left = picture.convert("RGB").getpixel((220, 128)), picture.convert("RGB").getpixel((36, 128))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert right[0] > 200 > left[0]
    assert left[2] > 200 > right[2]


def test_what_follows_the_image_is_left_out(ada: Api) -> None:
    """A polyglot is an image and something else: a page with a script, or an archive."""
    for tail in (b"<script>alert(1)</script>", b"PK\x05\x06" + bytes(18)):
        data = ada.call("GET", upload(ada, encoded("GIF") + tail)["avatar"]).content
        assert tail not in data
        assert data.startswith(b"RIFF")


def test_an_animation_becomes_its_first_frame(ada: Api) -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in ((255, 0, 0), (0, 255, 0), (0, 0, 255))]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    picture = shown(ada, upload(ada, out.getvalue())["avatar"])
    assert getattr(picture, "n_frames", 1) == 1
    pixel = picture.convert("RGB").getpixel((128, 128))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says that it is huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10_000_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(100_000, 100_000), (20_000, 2_100), (16_385, 1), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_not_decoded(ada: Api, size: tuple[int, int]) -> None:
    assert upload(ada, bomb(*size), 413)["code"] == "picture_too_large"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WRONG = {
    "nothing": b"",
    "text": b"no image at all",
    "svg": SVG,
    "truncated": encoded("PNG", (300, 300))[:-60],
    "truncated jpeg": encoded("JPEG", (300, 300))[:300],
    "an image of another kind": encoded("BMP"),
    "tiff": encoded("TIFF"),
    "icon": encoded("ICO", (64, 64)),
    "a header alone": b"\x89PNG\r\n\x1a\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_picture_is_refused(ada: Api, what: str) -> None:
    assert upload(ada, WRONG[what], 422)["code"] in ("not_a_picture", "invalid_request")
    assert ada.call("GET", "/me", 200)["avatar"] is None


def test_a_large_file_is_refused(ada: Api) -> None:
    assert upload(ada, encoded("PNG") + bytes(10 * 2**20), 413)["code"] == "picture_too_large"


def test_another_picture_has_another_address_and_the_old_one_is_gone(ada: Api) -> None:
    first = upload(ada, encoded("PNG"))["avatar"]
    second = upload(ada, encoded("PNG", (10, 10)))["avatar"]
    assert first != second
    assert ada.call("GET", first, 404)["code"] == "avatar_not_found"
    ada.call("DELETE", "/me/avatar", 204)
    ada.call("DELETE", "/me/avatar", 204)
    assert ada.call("GET", second, 404)["code"] == "avatar_not_found"
    assert ada.call("GET", "/me", 200)["avatar"] is None


def test_nobody_uploads_without_signing_in(crowd: Api) -> None:
    assert upload(crowd, encoded("PNG"), 401)["code"] == "not_signed_in"
