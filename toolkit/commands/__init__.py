"""The commands of the command line, one module each."""

from toolkit.commands.export import export
from toolkit.commands.formats import formats
from toolkit.commands.parse import parse
from toolkit.commands.report import report
from toolkit.commands.score import score
from toolkit.commands.topics import topics
from toolkit.commands.validate import validate

COMMANDS = (parse, score, topics, validate, report, export, formats)

__all__ = ["COMMANDS"]
