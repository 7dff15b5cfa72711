"""A typed client of the HTTP API, for programs. It needs no server, database or model on its side: httpx and pydantic are enough."""

from orchestrator.client.client import AsyncClient, Client
from orchestrator.client.errors import ClientError, ProblemError, Unreachable, UnreadableAnswer
from orchestrator.client.generated import models

__all__ = ["AsyncClient", "Client", "ClientError", "ProblemError", "Unreachable", "UnreadableAnswer", "models"]
