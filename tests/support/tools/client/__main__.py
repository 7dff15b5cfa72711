"""`python -m support.tools.client FOLDER`: writes the generated half of `orchestrator.client` into FOLDER."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from datamodel_code_generator import generate
from datamodel_code_generator.enums import DataModelType, InputFileType
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType

from support.tools.client.description import prepare
from support.tools.client.methods import AWAITED, WAITING, render_class

GENERATED = Path(__file__).parents[4] / "src" / "orchestrator" / "client" / "generated"
TITLE = '"""What is sent and answered. Written by `make client` from the API\'s description; change nothing here."""\n'


def write(folder: Path) -> None:
    """Writes all files, formatted as the rest of the code."""
    operations, api = prepare()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text('"""Written by `make client` from the API\'s description; change nothing here."""\n')
    (folder / "models.py").write_text(TITLE + _render_models(api))
    schemas = api["components"]["schemas"]
    for name, style in (("operations", WAITING), ("async_operations", AWAITED)):
        (folder / f"{name}.py").write_text(render_class(operations, schemas, style))
    for command in (("check", "--fix", "--select", "I,F401", "--quiet"), ("format", "--quiet")):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", str(GENERATED.parents[3] / "pyproject.toml"), folder], check=True
        )


def _render_models(api: dict[str, object]) -> str:
    with tempfile.TemporaryDirectory() as place:
        written = Path(place) / "models.py"
        generate(
            json.dumps(api),
            input_file_type=InputFileType.OpenAPI,
            output=written,
            output_model_type=DataModelType.PydanticV2BaseModel,
            target_python_version=PythonVersion.PY_311,
            base_class="orchestrator.client.model.Model",
            enum_field_as_literal=LiteralType.All,
            use_standard_collections=True,
            use_union_operator=True,
            use_type_alias=True,
            use_schema_description=True,
            use_field_description=True,
            disable_timestamp=True,
            formatters=[Formatter.BUILTIN],
        )
        lines = written.read_text().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else GENERATED)
