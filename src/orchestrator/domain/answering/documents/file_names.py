"""Which files are documents, by their names: what stands beside documents in a folder is no knowledge."""

import re
from enum import StrEnum

DOCUMENT_ENDINGS = frozenset(
    ".md .markdown .mdx .qmd .rmd .rst .txt .text .adoc .asciidoc .org .tex .html .htm .xhtml .csv .tsv .json .jsonl .ndjson .eml .xml .rss .atom "
    ".pdf .docx .pptx .xlsx .epub".split()
)

DOCUMENT_NAMES = frozenset("readme faq changelog changes history news contributing support notice about manual guide".split())
"""Names that are documents without an ending."""

_TOOL_FOLDERS = frozenset(
    ".git .svn .hg .github .gitlab .vscode .idea .venv venv node_modules bower_components __pycache__ .tox .nox .mypy_cache .pytest_cache "
    ".ruff_cache .next .nuxt .cache .sass-cache .bundle vendor __macosx".split()
)
_TOOL_NAMES = frozenset(
    "dockerfile containerfile makefile gnumakefile cmakelists.txt gemfile rakefile procfile vagrantfile jenkinsfile brewfile podfile pipfile "
    "license copying unlicense codeowners .ds_store thumbs.db desktop.ini package.json package-lock.json npm-shrinkwrap.json tsconfig.json "
    "jsconfig.json composer.json bower.json deno.json angular.json lerna.json nx.json turbo.json vercel.json manifest.json renovate.json "
    "firebase.json pnpm-lock.yaml yarn.lock go.sum go.mod cargo.lock poetry.lock uv.lock gemfile.lock composer.lock robots.txt humans.txt "
    "requirements.txt constraints.txt sitemap.xml pom.xml build.xml androidmanifest.xml web.config openapi.json swagger.json".split()
)
_CODE_ENDINGS = frozenset(
    ".css .scss .sass .less .styl .js .mjs .cjs .jsx .ts .tsx .vue .svelte .py .pyi .rb .php .java .kt .scala .go .rs .c .h .cc .cpp "
    ".hpp .cs .fs .swift .m .mm .pl .pm .lua .r .jl .dart .ex .exs .erl .hs .clj .elm .sh .bash .zsh .fish .ps1 .bat .cmd .sql .graphql .proto "
    ".map .snap .lock .toml .yaml .yml .ini .cfg .conf .env .properties .gradle .tf .hcl .nix .cmake .mk .patch .diff .po .pot .mo .plist .xib "
    ".storyboard .sln .csproj .vcxproj .iml "
    ".liquid .njk .jinja .jinja2 .j2 .twig .hbs .handlebars .mustache .erb .ejs .bib .cls .sty .bst .aux".split()
)
_BINARY_ENDINGS = frozenset(
    ".png .jpg .jpeg .gif .webp .bmp .ico .svg .tif .tiff .heic .avif .psd .ai .mp3 .m4a .wav .ogg .flac .mp4 .mov .avi .mkv .webm .woff .woff2 .ttf "
    ".otf .eot .bin .o .a .so .dll .dylib .exe .class .pyc .jar .war .whl .egg .deb .rpm .dmg .iso .db .sqlite .sqlite3 .wasm .zip .gz .tgz .tar .7z "
    ".rar".split()
)
_MINIFIED = re.compile(r"[.-](?:min|bundle|chunk|prod)\.[a-z]+$|\.[0-9a-f]{8,}\.(?:js|css)$")


class NoDocument(StrEnum):
    """Why a file is no knowledge, as it completes 'it is …'."""

    tool_folder = "inside a folder that belongs to a tool"
    hidden = "a hidden file"
    tool_file = "a file that belongs to a tool"
    code = "program code, a style sheet or a setting"
    binary = "a picture, a sound, a video, a font, an archive or a program"
    unknown = "of no type that is known to be a document"


def why_no_document(path: str) -> NoDocument | None:
    """None for a document, by its path below the folder that was given. The content is not looked at."""
    *folders, name = path.replace("\\", "/").lower().split("/")
    if not _TOOL_FOLDERS.isdisjoint(folders):
        return NoDocument.tool_folder
    if any(part.startswith(".") for part in (*folders, name) if part not in (".", "..")):
        return NoDocument.hidden
    found = why_not_to_upload(name)
    if found:
        return found
    ending = _ending_of(name)
    if ending in _BINARY_ENDINGS:
        return NoDocument.binary
    return None if ending in DOCUMENT_ENDINGS or name in DOCUMENT_NAMES else NoDocument.unknown


def why_not_to_upload(name: str) -> NoDocument | None:
    """The same for a single file that somebody chose: an unknown name is no reason against it, and whether it can be read at
    all is told from its content."""
    lower = name.lower().rsplit("/", 1)[-1]
    ending = _ending_of(lower)
    if lower.startswith(".") and lower not in DOCUMENT_ENDINGS:
        return NoDocument.hidden
    if lower in _TOOL_NAMES or lower.startswith(("dockerfile.", "makefile.")):
        return NoDocument.tool_file
    return NoDocument.code if ending in _CODE_ENDINGS or _MINIFIED.search(lower) else None


def _ending_of(name: str) -> str:
    """The ending with its dot; '' where there is none."""
    return name[name.rfind(".") :] if "." in name[1:] else ""
