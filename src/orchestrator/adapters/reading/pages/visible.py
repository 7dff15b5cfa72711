"""Removing from a page what its reader does not see, and what belongs to the site and not to the text."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from orchestrator.adapters.reading.pages.styles import Styles

_NEVER_SHOWN = frozenset(
    "script style noscript template noframes noembed head title meta link base param source track datalist annotation annotation-xml rp".split()
)
_EMBEDDED = frozenset("iframe object embed applet canvas svg audio video map area".split())
"""Shown as something else than their text, which stands in for it only where it cannot be shown."""
_CONTROLS = frozenset("input select textarea progress meter".split())
_SITE_TAGS = frozenset({"nav", "header", "footer"})
_SITE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menubar", "alertdialog"})
_TEXT_TAGS = frozenset({"article", "main", "section", "blockquote", "figure", "details", "td"})
"""A header or footer in one of these belongs to the text, one outside of them to the site."""
_SITE_CLASSES = frozenset(
    "breadcrumb breadcrumbs skip-link skiplink skip-to-content mw-editsection mw-jump-link navbox printfooter catlinks sphinxsidebar "
    "headerlink anchorjs-link hash-link zeroclipboard-container msocomanchor page-metadata site-footer footer widget-area comments-area "
    "comment-respond footnote-back".split()
)
_SITE_IDS = frozenset(
    "onetrust-consent-sdk onetrust-banner-sdk cybotcookiebotdialog usercentrics-root didomi-host cmplz-cookiebanner-container qc-cmp2-container "
    "truste-consent-track cookie-law-info-bar iubenda-cs-banner breadcrumb-section mw-navigation footer comments disqus_thread".split()
)
"""Consent banners by the ids that their makers document, the parts of wikis, and what visitors wrote below a text."""
_CONSENT = re.compile(
    r"(?:cookies?|gdpr|consent|privacy)[-_ ]?(?:law[-_ ]?)?"
    r"(?:banner|bar|notice|notification|consent|popup|pop-up|modal|overlay|dialog|message|alert|prompt|disclaimer|container|wrapper)\b",
    re.IGNORECASE,
)
_ANCHOR_SIGNS = frozenset({"", "¶", "#", "§", "🔗", "\uf0c1", "permalink"})
_OFFICE_COMMENTS = re.compile(r"mso-element:\s*(?:comment|annotation|header|footer)")


def remove_unseen(root: HtmlElement) -> None:
    """Empties every element that is not seen, or that is the site's furniture. The tree keeps its other text."""
    styles = Styles(root)
    for element in list(_find(root, styles)):
        element.clear(keep_tail=True)
        element.tag = "span"
    for element in list(root.iter("button")):
        if not _is_part_of_text(element):
            element.clear(keep_tail=True)
        element.tag = "span"


def _find(root: HtmlElement, styles: Styles) -> Iterator[HtmlElement]:
    heads = [one for one in root.iter("header") if _is_outside_text(one)]
    titles = [(head, one) for head in heads for one in head.iter("h1")]
    # The title of a page is often in its header: it stays if there is no other, or if it is no link to the site's first page.
    is_only = len(titles) == len(list(root.iter("h1")))
    for head, heading in titles[:1]:
        if is_only or not (heading.xpath(".//a") or next(heading.iterancestors("a"), None) is not None):
            _move_before(heading, head)
    unseen: set[HtmlElement] = set(_find_office_comments(root))
    yield from unseen
    for element in root.iterdescendants():
        if not isinstance(element.tag, str) or element.tag in ("body", "html"):
            continue
        if element in unseen or element.getparent() in unseen:
            unseen.add(element)
        elif _is_unseen(element) or _is_furniture(element) or styles.hides(element):
            unseen.add(element)
            yield element


def _find_office_comments(root: HtmlElement) -> Iterator[HtmlElement]:
    """The remarks of reviewers that Google Docs writes at the end of an exported document."""
    for link in root.xpath("//a[starts-with(@id, 'cmnt') and starts-with(@href, '#cmnt_ref')]"):
        around = [one for one in link.iterancestors() if one.tag in ("p", "div", "li")]
        if around:
            yield next((one for one in around if one.tag == "div"), around[0])


def _move_before(heading: HtmlElement, head: HtmlElement) -> None:
    heading.drop_tree()
    head.addprevious(heading)


def _is_unseen(element: HtmlElement) -> bool:
    tag = element.tag
    return (
        tag in _NEVER_SHOWN
        or tag in _EMBEDDED
        or tag in _CONTROLS
        or "hidden" in element.attrib
        or (tag == "dialog" and "open" not in element.attrib)
        or (element.get("popover") is not None)
        or bool(_OFFICE_COMMENTS.search(element.get("style", "")))
    )


def _is_furniture(element: HtmlElement) -> bool:
    tag, role = element.tag, element.get("role", "").lower()
    if tag == "nav" or role in _SITE_ROLES:
        return True
    if tag in _SITE_TAGS:
        return _is_outside_text(element)
    names = f"{element.get('class', '')} {element.get('id', '')}"[:2_000].lower()
    if not _SITE_CLASSES.isdisjoint(names.split()) or element.get("id", "").lower() in _SITE_IDS:
        return True
    if tag == "a":
        return _is_anchor_sign(element)
    return tag in ("div", "section", "aside", "dialog", "form") and bool(_CONSENT.search(f"{names} {element.get('aria-label', '')[:200]}"))


def _is_outside_text(element: HtmlElement) -> bool:
    return not any(one.tag in _TEXT_TAGS for one in element.iterancestors())


def _is_anchor_sign(link: HtmlElement) -> bool:
    """The sign beside a heading that leads to itself, or the mark of a comment in a document that Google Docs exported."""
    if link.get("id", "").startswith("cmnt"):
        return True
    return link.get("href", "").startswith("#") and len(link) == 0 and (link.text or "").strip().lower() in _ANCHOR_SIGNS


def _is_part_of_text(button: HtmlElement) -> bool:
    """Whether a button shows a part of the text, as the question of an accordion does, and is not a control of the site."""
    return button.get("aria-controls") is not None or any(
        one.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt") for one in button.iterancestors()
    )
