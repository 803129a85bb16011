-- Question: in which stage did customers stand at an earlier month end, and in which do they stand now?
-- One row per pair: stage_before (not_yet = no order by then), stage_now, customers_n, value_now (in today's window).
select
    e.earlier_stage as stage_before,
    p.stage as stage_now,
    count(*) as customers_n,
    cast(coalesce(sum(p.value), 0) as DECIMAL(38,4)) as value_now
from {relations} as p
join {earlier} as e on e.customer_no = p.customer_no
where p.stage is not null
group by e.earlier_stage, p.stage
order by e.earlier_stage, p.stage
