"""Which CSS a page itself states for an element, and whether these declarations hide it.

Only the page's own style elements and style attributes count: nothing is fetched.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
from lxml.html import HtmlElement

Declarations = Mapping[str, str]
"""{property: value}, both in lower case."""

_MOST_RULES = 5_000  # rules of a page that are looked at; a large site's style sheet has about as many
_MOST_CSS = 500_000  # characters of CSS that are looked at
_OFF_SCREEN = -900  # pixels; text that is moved so far is moved out of the window on purpose
_TINY = 1.0  # pixels; text of that size is no text for an eye
_LENGTH = re.compile(r"(-?\d{0,9}\.?\d{1,9})(px|pt|em|rem|vw|vh|%)?")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "vw": 12.0, "vh": 8.0, "%": 12.0}
_OTHER_MEDIA = re.compile(r"\b(?:print|speech|height|prefers|hover|pointer|orientation|not)\b")
_WIDTH = re.compile(r"\b(min|max)-width\s*:\s*(\d{1,6}(?:\.\d{1,4})?)(px|r?em)")
_SCREEN = 1_280  # pixels; the width of a usual window
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"})
_SHOWN_LATER = frozenset({"html", "body"})  # hidden until a script has run, as AMP pages and anti-flicker snippets do


class Styles:
    """The declarations of a page's elements."""

    def __init__(self, root: HtmlElement) -> None:
        self._by_rule = _match(root, list(_read_rules(root)))
        self._is_complete = not root.xpath("//link[contains(@rel, 'stylesheet')]")

    def of(self, element: HtmlElement) -> Declarations:
        """What the page's rules and the element's own attribute declare for it."""
        own = read_declarations(element.get("style", ""))
        return {**self._by_rule.get(element, {}), **own}

    def hides(self, element: HtmlElement) -> bool:
        """Whether nobody sees the element; what stands in it is then not seen either."""
        if element.tag in _SHOWN_LATER:
            return False
        declared = self.of(element)
        return bool(declared) and (hides(declared) or self._is_white_on_white(element, declared))

    def _is_white_on_white(self, element: HtmlElement, declared: Declarations) -> bool:
        """White text is hidden only where nothing may have painted the background: no style sheet outside the page, and no
        background on the element or around it."""
        if not self._is_complete or "".join(declared.get("color", "").split()) not in _WHITE:
            return False
        around = (element, *element.iterancestors())
        return not any(
            name in each
            for one in around
            for each in (self.of(one), dict(one.attrib))
            for name in ("background", "background-color", "bgcolor")
        )


@lru_cache(maxsize=4096)
def read_declarations(css: str) -> Declarations:
    """The declarations of a style attribute; a broken one is left out, as a browser does."""
    if not css or len(css) > _MOST_CSS:
        return {}
    found = tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True)
    return {one.lower_name: _value(one) for one in found if one.type == "declaration"}


def hides(declared: Declarations) -> bool:
    """Whether the declarations take an element out of sight."""
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("content-visibility") == "hidden"
        or declared.get("mso-hide") == "all"
        or declared.get("color") == "transparent"
        or _is_zero(declared.get("opacity"), 0.01)
        or _is_zero(declared.get("font-size"), _TINY)
        or _is_moved_away(declared)
        or _is_clipped(declared)
        or _is_own_colour(declared)
    )


def _is_zero(value: str | None, most: float) -> bool:
    return value is not None and (pixels := _pixels(value)) is not None and 0 <= pixels <= most


def _is_moved_away(declared: Declarations) -> bool:
    names = ("text-indent", "margin-left", "margin-top") + (
        ("left", "top", "right", "bottom") if declared.get("position") in ("absolute", "fixed") else ()
    )
    return any((_pixels(declared.get(name, "")) or 0) < _OFF_SCREEN for name in names)


def _is_clipped(declared: Declarations) -> bool:
    clip = "".join(declared.get("clip", "").replace(",", " ").split()).replace("px", "")
    if clip in ("rect(0000)", "rect(1111)") and declared.get("position") in ("absolute", "fixed"):
        return True
    path = declared.get("clip-path", "").replace(" ", "")
    if path in ("inset(50%)", "inset(100%)", "circle(0)", "circle(0px)") or declared.get("transform", "").replace(" ", "") == "scale(0)":
        return True
    cut = "hidden" in (declared.get("overflow"), declared.get("overflow-x"), declared.get("overflow-y"))
    return cut and any(_is_zero(declared.get(name), _TINY) for name in ("height", "max-height", "width", "max-width"))


def _is_own_colour(declared: Declarations) -> bool:
    """Whether the text has the colour that the same declarations paint behind it."""
    colour = "".join(declared.get("color", "").split())
    behind = "".join((declared.get("background-color") or declared.get("background") or "").split())
    return bool(colour) and colour == behind and colour not in ("inherit", "initial", "unset", "currentcolor")


def _pixels(value: str) -> float | None:
    found = _LENGTH.fullmatch(value.strip())
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


def _value(declaration: Any) -> str:
    return str(tinycss2.serialize(declaration.value)).strip().lower()


def _read_rules(root: HtmlElement) -> Iterator[tuple[str, list[Any]]]:
    """(selectors, declarations) of every rule that holds on a usual screen."""
    css = "\n".join((style.text or "") for style in root.iter("style") if _is_for_screens(style.get("media", "")))
    waiting: list[Any] = list(tinycss2.parse_stylesheet(css[:_MOST_CSS], skip_comments=True, skip_whitespace=True))[::-1]
    for _ in range(_MOST_RULES):
        if not waiting:
            return
        rule = waiting.pop()
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude), tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        elif _holds_on_screens(rule):
            waiting += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)[::-1]


def _holds_on_screens(rule: Any) -> bool:
    """Whether it is a group of rules that hold on a usual screen."""
    is_group = rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports", "layer")
    return is_group and _is_for_screens(tinycss2.serialize(rule.prelude))


def _is_for_screens(media: str) -> bool:
    """Whether a media query holds for a usual window."""
    query = media.lower()
    if _OTHER_MEDIA.search(query):
        return False
    for bound, number, unit in _WIDTH.findall(query):
        pixels = float(number) * _PIXELS[unit]
        if pixels > _SCREEN if bound == "min" else pixels < _SCREEN:
            return False
    return True


def _match(root: HtmlElement, rules: Sequence[tuple[str, list[Any]]]) -> dict[HtmlElement, dict[str, str]]:
    """{element: declarations} after the cascade: by importance, then specificity, then order."""
    matcher = cssselect2.Matcher()
    is_empty = True
    for prelude, declarations in rules:
        usual = {one.lower_name: _value(one) for one in declarations if one.type == "declaration" and not one.important}
        urgent = {one.lower_name: _value(one) for one in declarations if one.type == "declaration" and one.important}
        try:
            selectors = cssselect2.compile_selector_list(prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            if selector.pseudo_element is None and not selector.never_matches:
                matcher.add_selector(selector, (usual, urgent))
                is_empty = False
    if is_empty:
        return {}
    found: dict[HtmlElement, dict[str, str]] = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        matched = [payload for *_, payload in matcher.match(wrapper)]
        if matched:
            merged: dict[str, str] = {}
            for group in (0, 1):
                for payload in matched:
                    merged.update(payload[group])
            found[wrapper.etree_element] = merged
    return found
