"""The report as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

import jinja2
from markupsafe import Markup

from toolkit.report.content import Content
from toolkit.report.disagreement import ABOUT
from toolkit.report.method import DISTRUST, LIMITS
from toolkit.report.rows import MOST_ROWS
from toolkit.report.topics import BOTH_KINDS
from toolkit.report.toward import INTERVALS, TOWARD_LIMITS


def render_html(content: Content) -> str:
    """Write the page; it asks for nothing from outside, and scripts only add to it.

    All text is escaped; styles and script are allowed by their hashes alone
    (Content Security Policy Level 3), so that nothing in a comment can run.
    """
    style, script = _own_file("style.css"), _own_file("script.js")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("toolkit", "report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return environment.get_template("template.html").render(
        content=content,
        style=Markup(style),  # a file of this package
        script=Markup(script),
        policy=policy,
        distrust=DISTRUST,
        about_second=ABOUT,
        limits=LIMITS,
        most_rows=MOST_ROWS,
        toward_limits=TOWARD_LIMITS,
        intervals=INTERVALS,
        both_kinds=BOTH_KINDS,
    )


def _own_file(name: str) -> str:
    return resources.files("toolkit.report").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
