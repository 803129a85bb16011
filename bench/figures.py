"""Pyramid and RFM of one `as_of` from the monthly facts, against one hand-written query over the lines."""

from __future__ import annotations

from pathlib import Path

from bench.measure import HEAD, Taken, call, interleaved, row
from core.metrics.question import Question
from core.metrics.scoring.rfm import rfm
from core.metrics.tiering.pyramid import pyramid
from core.settings import RfmRules
from core.store.workspace import Workspace, close_workspace, open_workspace

FROM_LINES = """
with known as (
    select customer_id, sum(amount) filter (where inside) as value, count(*) filter (where inside) as lines,
        max(order_date) filter (where inside and amount > 0) as last_date,
        count(distinct order_id) filter (where inside and amount > 0) as frequency
    from (select *, order_date > last_day($as_of::DATE - interval 12 month) as inside from sales)
    where order_date <= $as_of
    group by customer_id
), ranked as (
    select *,
        rank() over (order by value desc) - 1 as better, count(*) over () as n,
        floor(5 * (rank() over (order by last_date) - 1) / count(*) over ()) + 1 as r,
        floor(5 * (rank() over (order by frequency) - 1) / count(*) over ()) + 1 as f,
        floor(5 * (rank() over (order by value) - 1) / count(*) over ()) + 1 as m,
        avg(epoch(last_date)) over () as r_mean, avg(frequency) over () as f_mean, avg(value) over () as m_mean
    from known
    where value > 0 and customer_id is not null
), tiers as (
    select *, case when better * 10000 < 100 * n then 'key' when better * 10000 < 2000 * n then 'important'
            when better * 10000 < 5000 * n then 'ordinary' else 'small' end as tier,
        epoch(last_date) > r_mean as r_high, frequency > f_mean as f_high, value > m_mean as m_high
    from ranked
)
select 'ranked' as part, tier, r, f, m, r_high, f_high, m_high, count(*), sum(value), min(value), max(value),
    min(last_date), max(last_date), min(frequency), max(frequency)
from tiers
group by all
union all
select case when customer_id is null then 'unassigned' when lines = 0 then 'inactive' else 'unprofitable' end, null, null,
    null, null, null, null, null, count(*), sum(value), null, null, null, null, null, null
from known
where customer_id is null or lines = 0 or value <= 0
group by 1
"""
"""The same answers in one query: tiers with cut values, scores with boundaries, classes, and who is not ranked."""


def figure_ratios(folder: Path, rows: int, times: int) -> None:
    """Print the ratios for the workspace that the import bench left behind."""
    workspace = open_workspace("main", folder / f"home_{rows}")
    as_of = pyramid(workspace, Question()).basis.as_of

    def from_facts() -> None:
        pyramid(workspace, Question())
        rfm(workspace, Question(), RfmRules())

    def afresh() -> Taken:
        _forget(workspace)
        return call(from_facts)

    def from_lines() -> None:
        workspace.engine.rows(FROM_LINES, {"as_of": as_of})

    from_lines()
    taken = interleaved({"one query over the lines": lambda: call(from_lines), "from the facts": afresh}, times)
    print(f"\n### Pyramid and RFM, {rows:,} lines\n\n{HEAD}")
    for name in taken:
        bar = "0.5" if name == "from the facts" else ""
        print(row(name, taken[name], taken["one query over the lines"], bar))
    close_workspace(workspace)


def _forget(workspace: Workspace) -> None:
    """A new data version, so that nothing is answered from memory."""
    with workspace.writing():
        pass
