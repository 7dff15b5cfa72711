"""Where somebody goes on after signing in: a path of the app, never another site."""

MAX_CHARACTERS = 500
HOME = "/messages"


def read_return_path(path: str) -> str:
    """The path, or HOME where it could lead anywhere else.

    Browsers read a backslash as a slash, skip tabs and line breaks, and read two slashes as the beginning of another site.
    """
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and len(path) <= MAX_CHARACTERS
    return path if is_ours and "\\" not in path and path.isprintable() and " " not in path else HOME
