"""The secret that pseudonyms are made with: a file of the user's own, never part of an output."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from toolkit.errors import OutputError, SettingsError

FOLDER = "reader-comment-toolkit"
FILE = "secret"
_LENGTH = 32  # random bytes of a secret that is made
_SHORTEST = 16  # bytes of a secret that is accepted
_LARGEST = 4096


def read_secret(path: Path) -> bytes:
    """The secret in a file.

    Raises:
        SettingsError: The file can't be read, or holds too little or too much to be a secret.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1).strip()
    except OSError as error:
        raise SettingsError(
            f"{path}: the secret can't be read ({error.strerror or error})"
        ) from error
    if not _SHORTEST <= len(content) <= _LARGEST:
        raise SettingsError(
            f"{path}: is no secret (found {'more than ' if len(content) > _LARGEST else ''}"
            f"{min(len(content), _LARGEST)} bytes, expected {_SHORTEST} to {_LARGEST}); name a "
            f"file that does not exist yet and one is made there"
        )
    return content


def make_secret(path: Path) -> bytes:
    """Write a new secret to a file that only its owner can read; missing folders are made.

    Raises:
        OutputError: It can't be written, or there is one already.
    """
    content = secrets.token_hex(_LENGTH).encode("ascii")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content + b"\n")
    except OSError as error:
        raise OutputError(
            f"{path}: the secret can't be written ({error.strerror or error}); name another file "
            f"with --secret"
        ) from error
    return content


def is_open_to_others(path: Path) -> bool:
    """Whether others than its owner may read the file."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
