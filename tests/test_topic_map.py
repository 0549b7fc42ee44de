"""The map of discovered topics: the same for the same comments, and only where it is faithful."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.manifold import trustworthiness

from toolkit.discovered import Discovery, discover_topics
from toolkit.topics import map_layout
from toolkit.topics.map_layout import lay_out_topics

SUBJECTS = (
    "ship sail harbour storm captain wave anchor mast deck rope crew voyage",
    "bread flour oven butter yeast dough crust baker salt recipe cake sugar",
    "court judge law trial jury lawyer verdict appeal witness crime police fine",
)


def make_table(each: int = 30) -> pd.DataFrame:
    random = np.random.default_rng(5)
    texts = [" ".join(random.choice(subject.split(), 7)) for subject in SUBJECTS
             for _ in range(each)]  # fmt: skip
    return pd.DataFrame({"id": [f"c{number:03d}" for number in range(len(texts))], "text": texts})


@pytest.fixture(scope="module")
def discovery() -> Discovery:
    return discover_topics(make_table())


def nearest_of_same_topic(places: pd.DataFrame) -> float:
    """By brute force: the share of each comment's ten nearest that are of its topic."""
    points = places[["x", "y"]].to_numpy(dtype=float)
    shares = []
    for own, topic in zip(points, places["topic"], strict=True):
        order = np.argsort(((points - own) ** 2).sum(axis=1), kind="stable")[1:11]
        shares.append((places["topic"].to_numpy()[order] == topic).mean())
    return float(np.mean(shares))


def test_the_map_says_how_faithful_it_is(discovery: Discovery) -> None:
    found = lay_out_topics(discovery)
    assert found.reason == ""
    assert len(found.places) == found.total == 90
    assert found.trustworthiness >= map_layout.LEAST_TRUSTWORTHINESS
    assert found.same_on_map == pytest.approx(nearest_of_same_topic(found.places), abs=0.005)
    assert abs(found.same_on_map - found.same_in_full) <= map_layout.MOST_DISTORTION
    assert found.neighbours["n"].sum() == 90
    weighted = (found.neighbours["n"] * found.neighbours["same_on_map"]).sum() / 90
    assert weighted == pytest.approx(found.same_on_map)
    assert found.places[["x", "y"]].min().min() == 0
    assert found.places[["x", "y"]].max().max() == 1


def test_row_order_does_not_matter(discovery: Discovery) -> None:
    again = discover_topics(make_table().sample(frac=1, random_state=1))
    first, second = lay_out_topics(discovery), lay_out_topics(again)
    pd.testing.assert_frame_equal(first.places, second.places)
    assert first.trustworthiness == second.trustworthiness


def test_chance_is_no_faithful_layout(
    discovery: Discovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scatter(space: np.ndarray, seed: int) -> tuple[str, np.ndarray, float]:
        plane = np.random.default_rng(seed).uniform(size=(len(space), 2))
        return "t-SNE", plane, float(trustworthiness(space, plane, n_neighbors=10))

    monkeypatch.setattr(map_layout, "_choose_layout", scatter)
    found = lay_out_topics(discovery)
    assert found.places.empty
    assert "false neighbours" in found.reason
    assert f"{found.trustworthiness:.2f}" in found.reason


def test_a_map_that_shows_topics_more_apart_than_they_are_is_none(
    discovery: Discovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_layout, "MOST_DISTORTION", -1.0)
    assert "apart than they are" in lay_out_topics(discovery).reason


def test_no_more_comments_than_the_map_holds(
    discovery: Discovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_layout, "MOST_COMMENTS", 50)
    found = lay_out_topics(discovery)
    assert (len(found.places), found.total) == (50, 90)


def test_topics_that_do_not_stand_have_no_map() -> None:
    found = lay_out_topics(discover_topics(make_table(4)))
    assert found.places.empty
    assert found.reason == "There are no discovered topics to be shown on a map."
