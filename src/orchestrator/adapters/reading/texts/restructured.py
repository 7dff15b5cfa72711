"""reStructuredText by docutils. Sphinx's own roles and directives, which docutils does not know, keep their text."""

import re
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en

from orchestrator.adapters.reading.pages.page import Page, read_page

# What docutils knows; it has no public name for these.
_ROLES = frozenset(getattr(roles, "_role_registry"))  # noqa: B009 -- private, so untyped
_DIRECTIVES = frozenset(getattr(directives, "_directive_registry"))  # noqa: B009 -- as above
_ROLE = re.compile(r":([A-Za-z][\w.+-]*(?::[A-Za-z][\w.+-]*)*):`")
_DIRECTIVE = re.compile(r"(?m)^[ \t]*\.\.[ \t]+(?:\|[^|\n]{1,100}\|[ \t]+)?([A-Za-z][\w+.-]*(?::[\w+.-]+)*)::")
_WITHOUT_TEXT = frozenset(
    "toctree index currentmodule module only highlight tabularcolumns automodule autoclass autofunction autosummary autodata automethod "
    "autoattribute autoexception literalinclude include raw codeauthor sectionauthor acks cssclass rst-class meta program default-domain "
    "todolist bibliography contents sectnum target-notes role default-role title plot jupyter-execute ifconfig graphviz uml mermaid".split()
)
"""Directives that instruct the builder, or insert text that is not in the file."""
_CODE = frozenset("code-block sourcecode prompt ipython doctest testcode testoutput testsetup testcleanup productionlist console".split())
_CHANGES = {"versionadded": "New in version", "versionchanged": "Changed in version", "deprecated": "Deprecated since version"}
_TARGET = re.compile(r"^(.*?)\s*<[^<>]*>$", re.DOTALL)
_SETTINGS: dict[str, object] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "strip_comments": True,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "initial_header_level": 1,
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "smart_quotes": False,
    "line_length_limit": 100_000,
    "stylesheet_path": "",
    "embed_stylesheet": False,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
}


def read_restructured(text: str) -> Page:
    """The visible text. Comments are left out, also those that begin with two dots only. Raises TooDeep."""
    for name in set(_ROLE.findall(text)):
        if name.lower() not in _ROLES and name.lower() not in en.roles:
            roles.register_local_role(name.lower(), _read_role)
    for name in set(_DIRECTIVE.findall(text)):
        if name.lower() in _WITHOUT_TEXT or (name.lower() not in _DIRECTIVES and name.lower() not in en.directives):
            directives.register_directive(name.lower(), _choose_directive(name.lower()))
    tree = publish_doctree(text, settings_overrides=_SETTINGS)
    for literal in tree.findall(nodes.literal):
        literal["classes"].append("code")  # so that the writer makes code of it
    return read_page(publish_from_doctree(tree, writer="html5", settings_overrides=_SETTINGS))


def _read_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Sequence[str] = ()
) -> tuple[list[Any], list[Any]]:
    """The words that Sphinx shows for a reference: its title if it has one, else the last part after '~'."""
    shown = text.replace("\x00", "")
    titled = _TARGET.match(shown)
    if titled and titled[1]:
        shown = titled[1]
    elif shown.startswith("~"):
        shown = shown[1:].rsplit(".", 1)[-1]
    if name.rsplit(":", 1)[-1] in (
        "ref",
        "doc",
        "term",
        "guilabel",
        "menuselection",
        "abbr",
        "dfn",
        "numref",
        "download",
        "kbd",
        "command",
    ):
        return [nodes.Text(shown.replace(" --> ", " > "))], []
    return [nodes.literal(rawtext, shown)], []


def _choose_directive(name: str) -> type[Directive]:
    if name in _WITHOUT_TEXT:
        return _Nothing
    if name in _CODE:
        return _Code
    return _Changed if name in _CHANGES else _Block


class _Nothing(Directive):  # type: ignore[misc]  # docutils has no types
    """Shows nothing."""

    has_content, optional_arguments, final_argument_whitespace = True, 1, True
    option_spec = None

    def run(self) -> list[Any]:
        return []


class _Code(Directive):  # type: ignore[misc]  # docutils has no types
    """A block of code; the argument names its language."""

    has_content, optional_arguments, final_argument_whitespace = True, 1, True

    def run(self) -> list[Any]:
        text = "\n".join(_without_options(list(self.content)))
        return [nodes.literal_block(text, text, classes=["code", *(f"language-{each}" for each in self.arguments[:1])])]


class _Block(Directive):  # type: ignore[misc]  # docutils has no types
    """Any other block: its argument is a line of its own, its content is read as text."""

    has_content, optional_arguments, final_argument_whitespace = True, 1, True
    lead = ""

    def run(self) -> list[Any]:
        block = nodes.container()
        said = " ".join([*filter(None, [self.lead]), *self.arguments]).strip()
        if said:
            text, problems = self.state.inline_text(said, self.lineno)
            block += nodes.paragraph(said, "", *text)
            block += problems
        kept = _without_options(list(self.content))
        self.state.nested_parse(self.content[len(self.content) - len(kept) :], self.content_offset + len(self.content) - len(kept), block)
        return [block]


class _Changed(_Block):
    """`versionadded` and its relatives."""

    def run(self) -> list[Any]:
        self.lead = _CHANGES[self.name.lower()]
        return super().run()


def _without_options(content: list[str]) -> list[str]:
    """The lines below the options, `:name: value`, of a directive whose options nobody here knows."""
    at = 0
    while at < len(content) and re.match(r":[\w-]+:(?:\s|$)", content[at]):
        at += 1
    return content[at:]
