"""Bytes of XML to text, a stretch at a time."""

from __future__ import annotations

import codecs

from toolkit.charsets import find_declared


class Decoder:
    """Bytes to text: UTF-8 where the first bytes beyond ASCII are that, else as declared.

    Args:
        encoding: What the first of them were found to be in.

    Attributes:
        broken: How many bytes were of no letter so far; they come as ``\\ufffd``.

    >>> Decoder("utf-8").decode(b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\\xe9</a>')
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'
    """

    def __init__(self, encoding: str) -> None:
        self._declared: str | None = None
        self._encoding = encoding
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """The text of the next bytes."""
        if not self._begun:
            self._begun = True
            self._declared = find_declared(data)
        if self._decoder is None:
            if self._encoding == "utf-8" and data.isascii():
                return data.decode("ascii")
            self._decoder = codecs.getincrementaldecoder(self._choose(data))("replace")
        return self._decoder.decode(data, final)

    def _choose(self, data: bytes) -> str:
        if self._encoding != "utf-8":
            return self._encoding
        try:
            codecs.getincrementaldecoder("utf-8")().decode(data)
        except UnicodeDecodeError:
            return self._declared or "utf-8"
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
