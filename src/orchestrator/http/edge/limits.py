"""The limit on the size of request bodies. It holds for the bytes that arrive, whatever Content-Length says."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.http.errors import problem

BODY_BYTES = 1024 * 1024
UPLOAD_BYTES = 26 * 1024 * 1024


class BodyLimit:
    """Answers 413 as soon as a body exceeds its limit: 26 MB for files, of documents, answers and pictures, else 1 MB.

    A file arrives as a form and is read in pieces. JSON is read in one go, which holds every other request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        is_form = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        is_upload = is_form and scope["path"].endswith(("/documents", "/sources/file", "/canonical-answers/import", "/me/avatar"))
        limit = UPLOAD_BYTES if is_upload else BODY_BYTES
        content_length = headers.get(b"content-length", b"0")
        if content_length.isdigit() and int(content_length) > limit:
            await self._refuse(limit, scope, receive, send)
            return
        read, has_begun = 0, False

        async def receive_counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise _BodyTooLarge
            return message

        async def send_watched(message: Message) -> None:
            nonlocal has_begun
            if read > limit and not has_begun:
                return  # the application answers to a truncated body: that response is replaced by the 413 below
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive_counted, send_watched)
        except _BodyTooLarge:
            if has_begun:
                raise
        if read > limit and not has_begun:
            await self._refuse(limit, scope, receive, send)

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        await problem(413, "body_too_large", f"The request is too large: at most {limit // 2**20} MB are allowed here.")(
            scope, receive, send
        )


class _BodyTooLarge(Exception):
    """The body exceeds its limit."""
