"""Which threads are of the same article."""

import pytest

from toolkit.records.addresses import Known, merge_threads


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("http://a.example/x", "X"), ("https://a.example/x", "Y"), True),
        (("http://a.example/x", "X"), ("http://www.a.example/x/?from=feed#top", "X"), True),
        (("http://a.example/x", "X"), ("http://a.example/x?replytocom=4", None), True),
        (("http://a.example/x?y=1", None), ("http://a.example/x", "X"), True),
        (("http://a.example/?p=1", "One"), ("http://a.example/?p=2", "Two"), False),
        (("http://a.example/?p=1", None), ("http://a.example/?p=2", None), False),
        (("http://a.example/story?id=1", "One"), ("http://a.example/story?id=2", "Two"), False),
        (("http://a.example/?p=1", " The  One"), ("http://A.example/?p=1&x=2", "the one"), True),
        (("http://a.example/x", "X"), ("http://b.example/x", "X"), False),
        (("http://a.example/X", "X"), ("http://a.example/x", "X"), False),
        ((None, "X"), (None, "X"), False),
        (("http://[broken", "X"), ("http://[broken", "X"), True),
    ],
)
def test_two_threads(first, second, same):
    merged = merge_threads([Known("1", *first), Known("2", *second)])
    assert merged == {"1": "1", "2": "1" if same else "2"}


def test_the_first_of_a_key_counts():
    threads = [Known("1", "http://a.example/x", "X"), Known("1", "http://b.example/y", "Y"),
               Known("2", "http://b.example/y", "Y")]  # fmt: skip
    assert merge_threads(threads) == {"1": "1", "2": "2"}
