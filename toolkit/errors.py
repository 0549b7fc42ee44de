"""The errors that the toolkit raises, all with one base.

::

    ToolkitError                anything the toolkit refuses, with a sentence that says what to do
     ├─ SourceError             an input that can't be read (missing, empty, binary, a folder)
     │   └─ FormatError         an input that was read but is in no form that the toolkit knows
     ├─ SchemaError             a table without a needed column, or with values it can't hold
     ├─ SettingsError           a topics file or an option that can't be used
     ├─ OutputError             an output that can't be written, or would overwrite other work
     └─ MissingExtraError       a feature whose optional dependency isn't installed

Library code raises them; only the command line catches them.
"""


class ToolkitError(Exception):
    """Base of all errors of the toolkit; its text is one sentence meant for the user."""


class SourceError(ToolkitError):
    """An input that can't be read: missing, empty, binary, a folder, not allowed."""


class FormatError(SourceError):
    """An input that was read but is in no form that the toolkit knows."""


class SchemaError(ToolkitError):
    """A table without a needed column, or with a value that the column can't hold."""


class SettingsError(ToolkitError):
    """A settings file or an option that can't be used as given."""


class OutputError(ToolkitError):
    """An output that can't be written, or that would overwrite what isn't ours."""


class MissingExtraError(ToolkitError):
    """A feature that needs an optional dependency; the text names the extra to install."""
