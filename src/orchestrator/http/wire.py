"""What every request and response over the wire shares. Shapes only: the domain checks what a value means."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

T = TypeVar("T")

PathLetter = Literal["A", "B", "C", "D", "E", "F"]


class In(BaseModel):
    """A request body: unknown fields are errors, so that a typo does not pass for a default."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


def _storable(text: str) -> str:
    """Refuses what no database text can hold; texts that the domain checks need not be of this type."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds a character that is not text")
    return text


def _storable_secret(secret: SecretStr) -> SecretStr:
    _storable(secret.get_secret_value())
    return secret


Storable = Annotated[str, AfterValidator(_storable)]

Secret = Annotated[SecretStr, AfterValidator(_storable_secret)]


class PageOut(Out, Generic[T]):
    items: list[T]
    next_cursor: str | None = Field(description="Send it as ?cursor= for the next page; null on the last.")
