"""Which days stand in for "today" in a test, and on which windows a model is trained: time only moves forward."""

from __future__ import annotations

from dataclasses import dataclass

YEAR = 364  # whole weeks, so that the days of the week are the same


@dataclass(frozen=True)
class Window:
    """What was known at the end of the day `origin`, and the `horizon` days after it."""

    origin: int
    horizon: int

    @property
    def end(self) -> int:
        """The last day of the horizon."""
        return self.origin + self.horizon


def origins_before(first: int, last: int, horizon: int) -> list[int]:
    """The days to test at, the earliest first; `first` and `last` are the first day known and the day of the forecast.

    The two latest closed windows and the one of the same season last year; where that is not known, or shares days with
    one of the two, earlier windows, up to three: no purchase is counted in two tests. Before each of them there are two
    horizons of history, one of them to train on.
    """
    able = [last - step * horizon for step in (1, 2, 3) if last - step * horizon - first + 1 >= 2 * horizon]
    season = last - YEAR
    apart = all(abs(season - day) >= horizon for day in (last, *able[:2]))
    if apart and season - first + 1 >= 2 * horizon:
        able = [*able[:2], season]
    return sorted(able)


def training_windows(first: int, origin: int, horizon: int) -> list[Window]:
    """The windows to train on for a forecast at `origin`, the latest first: all of them close by then.

    Where less than two horizons are known, the windows are shorter (half and a quarter of what is known): models see
    everything in shares of the horizon.
    """
    length = min(horizon, (origin - first + 1) // 2)
    if length < 7:
        return []
    wanted = _latest_closed(origin, length)
    season = origin - YEAR
    if season + length <= origin - 2 * length:
        wanted.append(season)
    found = [Window(day, length) for day in wanted if day - first + 1 >= length // 2]
    return found if length == horizon else [*found, Window(origin - length // 2, length // 2)]


def closed_before(first: int, origin: int, horizon: int) -> list[int]:
    """The days whose whole horizon had closed by `origin`, the latest three, half a horizon between them.

    Before each there is a horizon of history.
    """
    return [day for day in _latest_closed(origin, horizon) if day - first + 1 >= horizon]


def _latest_closed(origin: int, length: int) -> list[int]:
    """The three latest days whose `length` days had closed by `origin`, half a length between them."""
    return [origin - halves * length // 2 for halves in (2, 3, 4)]
