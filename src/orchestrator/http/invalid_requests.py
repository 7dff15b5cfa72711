"""What is wrong with a field of a request, in words that a person can read after the name of the field."""

from collections.abc import Mapping
from typing import Any

PROBLEMS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be a text",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "has a form that is not allowed",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "uuid_type": "must be an id",
    "uuid_parsing": "must be an id",
    "datetime_type": "must be a time such as 2026-12-24T18:00:00Z",
    "datetime_parsing": "must be a time such as 2026-12-24T18:00:00Z",
    "datetime_from_date_parsing": "must be a time such as 2026-12-24T18:00:00Z",
    "time_type": "must be a clock time such as 18:00",
    "time_parsing": "must be a clock time such as 18:00",
    "literal_error": "must be one of these: {expected}",
    "enum": "must be one of these: {expected}",
    "json_invalid": "is not JSON",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
}
"""By the type of pydantic's error; the placeholders are the names in its context."""


def say_invalid(error: Mapping[str, Any]) -> str:
    """The problem as the end of a sentence that begins with the field, such as "must have at most 80 characters".

    `error` is one of pydantic's. The input is not repeated: it may be huge, secret, or not text.
    """
    known = PROBLEMS.get(error["type"])
    if known is not None:
        return known.format(**error.get("ctx", {}))
    said = str(error["msg"])
    if said.startswith("value is not a valid email address"):
        return "must be an email address such as ada@example.org"
    # What our own validators raise is written as the end of a sentence; pydantic puts this before it.
    return said.removeprefix("Value error, ").removesuffix(".")
