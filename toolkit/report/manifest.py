"""The manifest: what a report was made from and with, and what files it has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.files import GENERATOR, MANIFEST, list_files
from toolkit.pipeline import Analysis


def write_manifest(analysis: Analysis, folder: Path, *, command: str | None = None) -> Path:
    """Write ``manifest.json`` with the SHA-256 of every other file of the folder."""
    parameters = dict(analysis.parameters)
    said = parameters.pop("command", "")
    inputs = ("source", "sha256", "encoding", "format", "lines", "comments", "pingbacks")
    manifest = {
        "generator": GENERATOR,
        "title": analysis.title,
        "command": command or said,
        "seed": parameters.get("seed"),
        "parameters": parameters,
        "versions": dict(sorted(analysis.versions.items())),
        "inputs": [{name: row[name] for name in inputs} for _, row in analysis.sources.iterrows()],
        "files": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in list_files(folder)
            if name != MANIFEST
        },
    }
    path = folder / MANIFEST
    text = json.dumps(manifest, ensure_ascii=False, indent=2, default=_plain)
    path.write_bytes(f"{text}\n".encode("utf-8", "replace"))
    return path


def read_files(folder: Path) -> set[str] | None:
    """The files that a folder's manifest lists and the manifest itself; None if it isn't ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(manifest, Mapping) or manifest.get("generator") != GENERATOR:
        return None
    files = manifest.get("files")
    return {MANIFEST, *map(str, files)} if isinstance(files, Mapping) else None


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
