"""Numbers as texts: scikit-learn's checks of estimators bring numbers, never texts."""

from __future__ import annotations

import numpy as np
from sklearn.utils import validation
from sklearn.utils.validation import check_is_fitted


class OfNumbers:
    """Before an estimator over texts among the bases: writes each row of numbers as a text."""

    def fit(self, X, y=None):
        return super().fit(self.write(X, reset=True), y)

    def transform(self, X):
        return super().transform(self.write(X))

    def predict(self, X):
        """Numbers of the topics, because the checks subtract what is predicted."""
        names = ["", *(topic.name for topic in self.topics)]
        return np.array([names.index(name) for name in super().predict(self.write(X))])

    def write(self, X, *, reset=False):
        if not reset:
            check_is_fitted(self)
        return [self.text(row) for row in validation.validate_data(self, X, reset=reset)]

    def text(self, row):
        """The text of a row; to be written by the tests."""
        raise NotImplementedError

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = False
        tags.input_tags.two_d_array = True
        return tags
