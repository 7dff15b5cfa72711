"""A bound on how much of a request is read, whatever it claims to send."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestrator.http.errors import problem

BODY_BYTES = 1024 * 1024
UPLOAD_BYTES = 26 * 1024 * 1024


class BodyLimit:
    """Answers 413 as soon as a body passes its limit: 26 MB for documents and files of answers, 1 MB elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = UPLOAD_BYTES if scope["path"].endswith(("/documents", "/canonical-answers/import")) else BODY_BYTES
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > limit:
            await self._refuse(limit, scope, receive, send)
            return
        read, began = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise _TooMuch
            return message

        async def watched(message: Message) -> None:
            nonlocal began
            if read > limit and not began:
                return  # whatever the application makes of a body that was cut off, the answer is the one below
            began = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except _TooMuch:
            if began:
                raise
        if read > limit and not began:
            await self._refuse(limit, scope, receive, send)

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        await problem(413, "body_too_large", f"At most {limit // 2**20} MB are read here.")(scope, receive, send)


class _TooMuch(Exception):
    """The body passed its limit."""
