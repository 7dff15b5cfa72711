"""What the owner fills in for a channel, checked."""

from collections.abc import Mapping

from orchestrator.domain.channels.kinds import FIELDS, ChannelKind
from orchestrator.domain.errors import Invalid
from orchestrator.domain.texts import UNREADABLE


def check_fields(kind: ChannelKind, given: Mapping[str, str], *, is_new: bool) -> tuple[dict[str, str], dict[str, str]]:
    """(settings, secrets) of what was given; a change may leave fields out.

    Raises Invalid `invalid_channel` for a field that the kind has not, one that is missing, too long or unreadable.
    """
    known = {each.name: each for each in FIELDS[kind]}
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise Invalid("invalid_channel", f"A channel of kind {kind} has no setting {unknown[:50]!r}.", field="settings", known=[*known])
    settings, secrets = dict[str, str](), dict[str, str]()
    for name, each in known.items():
        value = given.get(name, "").strip()
        if not value:
            if each.is_required and (is_new or name in given):
                raise Invalid("invalid_channel", f"Fill in: {each.label}.", field=name)
            continue
        if len(value) > each.max_characters or UNREADABLE.search(value):
            raise Invalid("invalid_channel", f"{each.label}: at most {each.max_characters} characters of text.", field=name)
        (secrets if each.is_secret else settings)[name] = value
    return settings, secrets
