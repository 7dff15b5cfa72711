"""Base types of requests and responses. They check the shape of a value; the domain checks its meaning."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, SecretStr, model_validator

T = TypeVar("T")

PathLetter = Literal["A", "B", "C", "D", "E", "F"]


MAX_VALUES = 1_000
"""Values in a request body, nested ones included; the largest body in use has some 800."""


class In(BaseModel):
    """Base of request bodies. An unknown field is an error, so that a misspelt field is noticed."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_too_many_values(cls, body: Any) -> Any:
        """A megabyte of fields would otherwise make a hundred thousand errors, and hold every other request meanwhile."""
        if not _has_at_most(MAX_VALUES, body):
            raise ValueError(f"holds more than {MAX_VALUES} values")
        return body


class Out(BaseModel):
    """Base of responses."""

    model_config = ConfigDict(from_attributes=True)


def _has_at_most(limit: int, body: Any) -> bool:
    """Whether a value read from JSON holds at most so many values. Takes no longer than it needs to count those."""
    waiting = [body]
    count = 0
    while waiting and count <= limit:
        value = waiting.pop()
        if isinstance(value, dict | list):
            count += len(value)
            if count <= limit:
                waiting += value.values() if isinstance(value, dict) else value
    return count <= limit


def _storable(text: str) -> str:
    """Refuses characters that PostgreSQL cannot store. Texts that the domain checks do not need this type."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds a character that is not text")
    return text


def _storable_secret(secret: SecretStr) -> SecretStr:
    _storable(secret.get_secret_value())
    return secret


Storable = Annotated[str, AfterValidator(_storable)]

Secret = Annotated[SecretStr, AfterValidator(_storable_secret)]


VersionIn = Annotated[
    int | None, Field(ge=0, le=999_999_999, description="The version that the change was made from, as GET gave it; instead of If-Match.")
]

ReadOnly = Annotated[JsonValue, Field(description="As GET gave it; ignored.")]
"""A field that may be written back as it was read, and changes nothing."""


class PageOut(Out, Generic[T]):
    items: list[T]
    next_cursor: str | None = Field(description="Send it as ?cursor= to get the next page; null on the last page.")
