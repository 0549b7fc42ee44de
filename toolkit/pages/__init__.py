"""Pasted pages to records, by the structure of the page as a whole.

::

    pieces -> marks -> runs -> zones -> layout -> fields -> evidence -> replies -> account
    |         |        |       |        |         |         |           |          `- every line
    |         |        |       |        |         |         |           `- who answers whom
    |         |        |       |        |         |         `- which run is the thread, if any
    |         |        |       |        |         `- author, date and text of each item
    |         |        |       |        `- where author and text stand around the heads
    |         |        |       `- the lines around the heads, and which are the page's own
    |         |        `- like heads: dates of one form, lines that name, buttons to answer
    |         `- what each line could be, seen alone
    `- lines unwrapped, cells of tables, without Markdown and list marks

``thread`` reads every run as if it were the thread, and takes the one with the best case.
"""

from toolkit.pages.account import ROLES, Entry
from toolkit.pages.reading import Reading, read_page
from toolkit.pages.texts import text_at

__all__ = ["ROLES", "Entry", "Reading", "read_page", "text_at"]
