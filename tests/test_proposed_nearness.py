"""How near texts are to seeds: by the texts that hold them, and by what single words mean."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import Ridge

from toolkit.proposed.meanings import Meanings
from toolkit.proposed.nearness import PARTS, Nearness, find_parts, seeds_shown
from toolkit.seeded import Topic

SHIP = Topic(name="ship", label="Ship", seeds=("ship",))
BREAD = Topic(name="bread", label="Bread", seeds=("bread",))
MEANT = {"ship": [1, 0], "boat": [1, 0], "bread": [0, 1], "oven": [0, 1], "thing": [0.5, 0.5]}


def vectors(words):
    return np.array([MEANT[word] for word in words], dtype=float).reshape(-1, 2)


def test_the_part_of_a_text_comes_from_the_text_alone() -> None:
    texts = [f"text {number}" for number in range(200)]
    parts = find_parts(texts)
    assert sorted(set(parts.tolist())) == list(range(PARTS))
    assert find_parts(texts[::-1]).tolist() == parts[::-1].tolist()
    assert find_parts(["\ud800"]).shape == (1,)
    assert find_parts([]).tolist() == []


def test_heaviest_seed_of_each_topic() -> None:
    weights = np.array([[1.0, 0.5, 0, 0], [0, 0.3, 1.0, 0]])
    counts = sparse.csr_matrix([[0, 2, 0, 1], [3, 1, 0, 0], [0, 0, 0, 9], [0, 0, 1, 0]])
    expected = [[0.5, 0.3], [1.0, 0.3], [0, 0], [0, 1.0]]
    assert seeds_shown(weights, counts).tolist() == expected


def make_features(n: int = 60):
    source = np.random.default_rng(0)
    features = source.normal(size=(n, 3))
    shown = (features[:, :2] + source.normal(size=(n, 2)) > 1).astype(float)
    return features, shown, np.arange(n) % PARTS


def test_each_part_is_predicted_by_a_regression_on_the_others() -> None:
    features, shown, parts = make_features()
    nearness = Nearness.learn(features, shown, parts, 2.0)
    predicted = np.zeros_like(shown)
    for part in range(PARTS):
        ridge = Ridge(alpha=2.0).fit(features[parts != part], shown[parts != part])
        predicted[parts == part] = ridge.predict(features[parts == part])
    near = nearness.look(features, parts)
    expected = (predicted - shown.mean(axis=0)) / predicted.std(axis=0)
    assert near.units == pytest.approx(expected, abs=1e-6)
    reached = (predicted * shown).sum(axis=0) / shown.sum(axis=0)
    assert near.shares == pytest.approx(predicted / reached, abs=1e-6)
    # where seeds stand, the share is 1 on average (Elkan & Noto's constant)
    assert (near.shares * shown).sum(axis=0) / shown.sum(axis=0) == pytest.approx(1)


def test_no_text_is_judged_by_what_was_learnt_from_itself() -> None:
    features, shown, parts = make_features()
    before = Nearness.learn(features, shown, parts, 2.0).models[parts[7]]
    changed = shown.copy()
    changed[7] = 1 - changed[7]
    after = Nearness.learn(features, changed, parts, 2.0).models
    assert (after[parts[7]].weights == before.weights).all()
    assert not np.allclose(after[parts[8]].weights, before.weights)


def test_topics_without_a_seed_in_any_text_have_finite_numbers() -> None:
    features, shown, parts = make_features()
    shown[:, 1] = 0
    near = Nearness.learn(features, shown, parts, 2.0).look(features, parts)
    assert np.isfinite(near.units).all()
    assert np.isfinite(near.shares).all()


def test_words_that_mean_the_same_by_hand() -> None:
    """The mean of "boat" and "oven" is (.5, .5); from there "ship" lies on "boat"'s side."""
    meanings = Meanings.learn(["Boat!", "An oven"], [SHIP, BREAD], vectors)
    assert meanings.usual == pytest.approx([0.5, 0.5])
    found = meanings.look(["oven", "a boat and an oven", "", "thing"], vectors)
    assert found == pytest.approx(
        np.array([[-0.5, 0.5], [0.5, 0.5], [0, 0], [-0.5, -0.5]]), abs=1e-9
    )


def test_a_rare_seed_weighs_more_and_one_of_all_topics_less() -> None:
    both = Topic(name="both", label="Both", seeds=("ship", "oven"))
    own = Topic(name="own", label="Own", seeds=("ship", "bread"))
    texts = ["ship", "ship", "ship bread", "oven"]
    meanings = Meanings.learn(texts, [both, own], vectors)
    apart = np.log([3 / 2, 3 / 1]) / np.log(3)
    rare = np.log([5 / 4, 5 / 2])
    expected = apart * rare / (apart * rare).sum()  # of "ship" and of the other
    assert meanings.weights[0, :2][::-1] == pytest.approx(expected)  # oven, ship
    assert meanings.weights[1, 2:][::-1] == pytest.approx(expected)  # bread, ship


def test_topics_by_rules_alone_are_known_by_their_label() -> None:
    by_rule = Topic(name="x", label="Ship", rules=("sail AND sea",))
    seeded = Meanings.learn(["boat", "oven"], [SHIP, BREAD], vectors)
    told = Meanings.learn(["boat", "oven"], [by_rule, BREAD], vectors)
    assert told.look(["boat"], vectors) == pytest.approx(seeded.look(["boat"], vectors))
    blank = Topic(name="x", label="The", rules=("sail AND sea",))
    found = Meanings.learn(["boat", "oven"], [blank, BREAD], vectors).look(["boat"], vectors)
    assert found[0, 0] == 0
