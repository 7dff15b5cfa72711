"""What a browser is called, from the header in which it says so. It is shown to its own user alone, and proves nothing."""

LONGEST_HEADER = 500
"""Characters of a User-Agent header that are read."""
# A browser also names those whose pages it can show, so the order decides: Edge names Chrome, and Chrome names Safari.
# Source: "Browser detection using the user agent" and "User-Agent header", MDN Web Docs.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python-", "a Python program"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def name_browser(header: str) -> str:
    """Such as 'Firefox on Linux'; '' where neither is known. Nothing of the header itself is kept."""
    header = header[:LONGEST_HEADER]
    browser = next((name for sign, name in BROWSERS if sign in header), "")
    system = next((name for sign, name in SYSTEMS if sign in header), "")
    return f"{browser} on {system}" if browser and system else browser or system
