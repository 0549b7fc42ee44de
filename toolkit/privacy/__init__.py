"""Who wrote a comment, kept out of what is written.

::

    user's file ──secret──▶ Pseudonyms (keys) ──┐
    authors, per article ──▶ Names (names) ─────┼─▶ texts, authors, ids, lines, paths (texts)
    words that are no names (ordinary) ─────────┘

    e-mail and IP addresses (addresses): never read as authors, masked in reports

:mod:`toolkit.pseudonyms` holds what is called from outside.
"""
