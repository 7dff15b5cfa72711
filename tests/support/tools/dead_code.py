"""`python -m support.tools.dead_code`: functions, classes, methods, properties, imports and statements that nothing reaches.

Fields of dataclasses and enums are left out: a codec, a response model or the database reads them by name.
"""

import sys

from vulture.core import Vulture

PATHS = ("src", "tests", "benchmarks", "examples")
GENERATED = "orchestrator/client/generated"
"""Has every operation of the API, whether somebody here uses it or not."""
CALLED_BY_LIBRARIES = (
    # by a decorator that registers them
    "@router.*", "@*.command", "@*.callback", "@pytest.fixture*", "@rule*", "@invariant*", "@precondition*", "@*.get", "@*.post", "@field_validator*", "@model_validator*",
)  # fmt: skip
NAMES_OF_LIBRARIES = (
    "test_*", "pytest_*", "model_config", "get_retry_decision", "dump", "make_web", "handle_error", "log_message", "acall", "embed_documents",
    "embed_query", "do_GET", "do_POST", "mutate", "convert_*", "handle_*", "handle_DATA", "auth_*", "teardown",
    # read by response models
    "signed", "missed_by", "expired", "share",
    # called by the class of the library that it extends
    "list_commands", "_get_mailbox_client", "sleep_async", "request_async", "read_timeout", "initialize", "do_request", "parse_json_payload",
    # named in the table of commands
    "import_",
    # under TYPE_CHECKING, for a quoted annotation
    "DocumentConverter",
)  # fmt: skip


def main() -> int:
    found = Vulture(ignore_names=list(NAMES_OF_LIBRARIES), ignore_decorators=list(CALLED_BY_LIBRARIES))
    found.scavenge(list(PATHS))
    dead = [
        *found.unused_funcs,
        *found.unused_classes,
        *found.unused_methods,
        *found.unused_props,
        *found.unused_imports,
        *found.unreachable_code,
    ]
    dead = [item for item in dead if GENERATED not in str(item.filename)]
    for item in sorted(dead, key=lambda item: (str(item.filename), item.first_lineno)):
        print(item.get_report())
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
