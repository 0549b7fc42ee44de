"""The version, as the package and its manifests state it."""

__version__ = "0.1.0"
