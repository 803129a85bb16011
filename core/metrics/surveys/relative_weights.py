"""Johnson's relative weights: what share of an outcome's explained variance each of several related measures brings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
NEGLIGIBLE = 1e-10


def relative_weights(measures: Values, outcome: Values) -> Values:
    """One weight per column of `measures` (rows x columns, complete); none is negative, their sum is R².

    Method of J. W. Johnson (2000), Multivariate Behavioral Research 35, 1-19: the measures are replaced by the
    nearest uncorrelated set Z, the outcome is regressed on Z, and each measure gets back its share of every Z.
    A measure without any spread weighs 0; all weigh 0 where the outcome has none.
    """
    weights: Values = np.zeros(measures.shape[1])
    moving = measures.std(axis=0) > NEGLIGIBLE
    if not moving.any() or outcome.std() <= NEGLIGIBLE:
        return weights
    related = np.corrcoef(np.column_stack([measures[:, moving], outcome]), rowvar=False)
    among, with_outcome = related[:-1, :-1], related[:-1, -1]
    values, vectors = np.linalg.eigh(np.atleast_2d(among))
    roots = np.sqrt(np.clip(values, 0.0, None))
    inverse = np.divide(1.0, roots, out=np.zeros_like(roots), where=values > NEGLIGIBLE * len(values))
    loadings = vectors * roots @ vectors.T
    slopes = vectors * inverse @ vectors.T @ with_outcome
    weights[moving] = loadings**2 @ slopes**2
    return weights
