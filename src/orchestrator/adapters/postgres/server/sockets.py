"""Where an embedded server puts its socket file: a folder that only its user may enter.

Whoever reaches the socket is the database's superuser.
"""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from orchestrator.domain.errors import Unavailable

# Longer paths do not fit into a socket's address, and other signs have a meaning in settings and URLs of PostgreSQL.
PLAIN = re.compile(r"/[A-Za-z0-9._/-]{0,85}")
TRIES = 20


def choose_socket_folder(data: Path, uid: int, gid: int | None) -> Path:
    """The data folder itself, where its path is short and plain; else one in the folder for temporary files.

    Raises Unavailable `no_socket_folder`.
    """
    if PLAIN.fullmatch(str(data)):
        return data
    name = f"orchestrator-{uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"
    temporary = tempfile.gettempdir()
    base = Path(temporary if len(temporary) < 40 and PLAIN.fullmatch(temporary) else "/tmp")
    for number in range(TRIES):
        folder = base / (name if number == 0 else f"{name}-{number}")
        if _is_ours(folder, uid, gid):
            return folder
    raise Unavailable(
        "no_socket_folder", f"No folder for the embedded database's socket can be made in {base}; choose a shorter, plain home."
    )


def _is_ours(folder: Path, uid: int, gid: int | None) -> bool:
    """Whether the folder is the user's alone; made if it is missing. Another user may have made one of that name."""
    try:
        folder.mkdir(mode=0o700)
        if gid is not None:
            os.chown(folder, uid, gid)
    except FileExistsError:
        pass
    except OSError:
        return False
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077
