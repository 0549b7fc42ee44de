"""What coders are told: one page, the same in the folder and in the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.seeded import Topic
from toolkit.validation.codes import HIGHEST, LOWEST, TOPIC

_HEAD = """# How to code these comments

You read comments that readers wrote, and say what each one expresses. Your codes are compared \
with those of other people and of a machine. What the machine said is not on the sheet; please \
don't look it up.

1. Work alone. Don't discuss single comments before everybody has finished.
2. Fill in `coding_sheet.xlsx` (it has drop-down lists) or `coding_sheet.csv`. Save your copy \
under your name, as `ann.xlsx`.
3. Go down the rows as they stand. Their order is random. You may sort them; don't change the \
column `item`, by which the codes find their comments.
4. Judge the text alone, not who might have written it. `answers`, where it is there, is the \
comment that this one replies to, for context only.
5. Leave a cell empty only if you have not coded it. An empty cell counts as missing, not as \
"no" or "neutral".
6. Remarks go into `note`; nobody computes with them.
"""

_SENTIMENT = """
## sentiment

What feeling does the writer express, all in all? Take irony and sarcasm as they are meant, not \
as they are worded. It doesn't matter what or whom the feeling is about, nor whether you share \
it.

- `negative`: anger, contempt, fear, grief, blame, rejection outweigh.
- `neutral`: no feeling is expressed, or as much of one kind as of the other.
- `positive`: joy, hope, praise, thanks, approval outweigh.
- `unclear`: you can't tell, for example because the text is in a language that you don't read.
"""

_RATING = f"""
## rating

How strong is it? A number from {LOWEST} (as negative as can be) to {HIGHEST} (as positive as \
can be); 0 is neutral. Leave it empty where the sentiment is `unclear`.
"""

_TOPICS = """
## topics

For each topic `yes` if the comment says something on it, in whatever words, and `no` if not. A \
comment can have several topics or none.

"""


def write_codebook(topics: Sequence[Topic] = (), *, rating: bool = False) -> str:
    """The instructions as Markdown.

    Topics are named by their labels; their seed words are left out, so that coders read what a
    comment says and don't look for the words that the machine looks for.

    >>> write_codebook([Topic(name="war", label="The war", seeds=("war",))]).splitlines()[-1]
    '- `topic: war`: The war'
    """
    parts = [_HEAD, _SENTIMENT]
    if rating:
        parts.append(_RATING)
    if topics:
        lines = [f"- `{TOPIC}{topic.name}`: {topic.label}\n" for topic in topics]
        parts.append(_TOPICS + "".join(lines))
    return "".join(parts)
