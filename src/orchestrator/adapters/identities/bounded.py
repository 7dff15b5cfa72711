"""Requests to providers, bounded in time and in the size of their answers."""

from collections.abc import AsyncIterator

import httpx2

MOST_BYTES = 256 * 1024
"""Bytes of one answer; the largest in use, a list of keys, has some 20,000."""
TIMEOUT_S = 8.0
"""For all that one sign-in asks of a provider together."""


class BoundedTransport(httpx2.AsyncHTTPTransport):
    """Breaks off an answer that is longer than MOST_BYTES, whatever its Content-Length says."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        # An encoded answer could be far longer than what is counted here.
        request.headers["Accept-Encoding"] = "identity"
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)  # as of an asynchronous transport
        if response.headers.get("Content-Encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("the answer is compressed, which was not asked for", request=request)
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=_Bounded(response.stream), extensions=response.extensions
        )


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = 0
        async for piece in self._inner:
            count += len(piece)
            if count > MOST_BYTES:
                raise httpx2.ReadError(f"the answer has more than {MOST_BYTES} bytes")
            yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()
