"""python -m support.tools.openapi: the API's own description as JSON, without a server or a database."""

import json
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from fastapi import FastAPI

from orchestrator.http.app import build_app


def describe() -> dict[str, Any]:
    def nothing(app: FastAPI) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    return build_app(nothing).openapi()


if __name__ == "__main__":
    print(json.dumps(describe()))
