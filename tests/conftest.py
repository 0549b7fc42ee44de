"""Fixtures that several test modules share."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from toolkit.pipeline import Analysis

# no test depends on how fast the machine is
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def make_analysis() -> Callable[..., Analysis]:
    """The factory of ``made.py``, which is no package's module and so is loaded by its path."""
    path = Path(__file__).with_name("made.py")
    spec = importlib.util.spec_from_file_location("made", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make: Callable[..., Analysis] = module.make_analysis
    return make
