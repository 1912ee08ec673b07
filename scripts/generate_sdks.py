"""What scripts/sdks generates the clients from, and what they were generated from: the API's document and fingerprints.

python -m scripts.generate_sdks document PATH | fingerprints
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from violet.app import create_app
from violet.settings import Settings

SDKS = Path(__file__).parents[1] / "sdks"
DOCUMENT, FINGERPRINTS = SDKS / "openapi.json", SDKS / "fingerprints.json"
# What is generated, and from what: the document is one of its own.
GENERATED = ("openapi.json", "typescript/src/schema.d.ts", "python/violet_client", "swift/Sources")


def document() -> str:
    """The OpenAPI document of a server with no settings of its own, as text that differs only where the API does."""
    app = create_app(Settings(_env_file=None, environment="testing", embeddings="off"))
    described: dict[str, Any] = json.loads(app.json.dumps(app.api_doc))
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def fingerprints() -> dict[str, str]:
    """The SHA-256 of each thing that is generated, of its names and bytes."""
    return {name: _fingerprint(SDKS / name) for name in GENERATED}


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    files = (one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
    for file in sorted(files) if path.is_dir() else [path]:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(SDKS).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def main(arguments: list[str]) -> None:
    match arguments:
        case ["document", path]:
            Path(path).write_text(document(), encoding="utf-8")
        case ["fingerprints"]:
            FINGERPRINTS.write_text(json.dumps(fingerprints(), indent=2) + "\n", encoding="utf-8")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
