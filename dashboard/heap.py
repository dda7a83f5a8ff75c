"""How a worker's memory is looked through for garbage."""

from __future__ import annotations

import gc

YOUNG = 50_000
"""Objects made before the young ones are looked through. A panel of a hundred communes makes 10.000, all of
which live until it is written: Python's own 700 cost it a tenth of its time for nothing."""


def settle() -> None:
    """Leave out of every later look what lives as long as the worker, and look less often.

    Dash and pandas leave a million such objects: looking through all of them stopped a request for 100 ms
    now and then.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
