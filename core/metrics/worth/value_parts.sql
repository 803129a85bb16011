-- Question: what is each active customer worth, part by part?
-- One row per customer with a counted line in the window (or group account), with the columns of customer_values.sql and
-- current_value: gross profit (revenue where no line of anybody has a cost) minus what it cost to serve, in the window;
-- yearly_value: current_value taken to 12 months; potential_value: expected profit of the next 12 months, the profit
-- taken to 12 months times the yearly retention of the tier; lifetime_value: yearly_value * r / (1 + i - r);
-- share_of_wallet: revenue taken to 12 months / annual need; non_monetary_value: 0-100, the mean of referrals, standing
-- and information where given, 100 = the highest given to anybody; value_index: 0-1, the weighted mean of the mid-ranks
-- (worse + 0.5 * equal) / n of the parts that are known, among customers with a current_value above 0; equal values have
-- the same mid-rank. reachable_value: the potential if all of a known annual need were bought here, at the same margin
-- (else the potential). forecast_amount: profit expected within the horizon of the purchase forecast, null where the
-- potential goes by the run rate; taken to 12 months as if the rest stayed away at the retention of the tier, it is the
-- potential then, and lifetime_value = (potential - yearly cost to serve * r) / (1 + i - r). potential_grade: high = the best 20 % by reachable value of those with one above 0, middle = the
-- next 30 %, low = the rest; equal values share the better grade. Of customers who lose money no future is reckoned.
-- Null = unknown. Money in the workspace's currency.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- a year's cost to serve, the members of a group together; of the whole customer, so not under a filter on lines
served as (
    select {account} as account_no, sum(m.cost_to_serve) as yearly_cost
    from customers as m
    {account_join}
    where $whole and m.cost_to_serve is not null and m.customer_no not in (select customer_no from apart)
    group by {account}
),
-- the yearly retention of each tier
rates as (
    select unnest($rate_tiers) as rate_tier, unnest($rates) as rate
),
-- the highest that is given to anybody
highest as (
    select
        nullif(greatest(max(referrals), 0), 0) as referrals,
        nullif(greatest(max(standing), 0), 0) as standing,
        nullif(greatest(max(information_value), 0), 0) as information_value
    from customers
),
earned as (
    select
        v.*,
        v.{measure} as earned,
        cast(round(cast(coalesce(s.yearly_cost, 0) as DOUBLE) * $months / 12, 4) as DECIMAL(18,4)) as cost_to_serve,
        t.tier as value_tier,
        r.rate,
        f.forecast_amount,
        case when r.rate >= 1 then 365.0 / $horizon_days else (1 - r.rate) / (1 - pow(r.rate, $horizon_days / 365.0)) end
            as to_a_year,
        case when $whole and c.annual_need > 0 then c.annual_need end as annual_need,
        case when c.referrals is not null then
            coalesce(100 * greatest(cast(c.referrals as DOUBLE), 0) / cast(h.referrals as DOUBLE), 0)
        end as referred,
        case when c.standing is not null then
            coalesce(100 * greatest(cast(c.standing as DOUBLE), 0) / cast(h.standing as DOUBLE), 0)
        end as stands,
        case when c.information_value is not null then
            coalesce(100 * greatest(cast(c.information_value as DOUBLE), 0) / cast(h.information_value as DOUBLE), 0)
        end as informs
    from {values} as v
    join {tiers} as t on t.customer_no = v.customer_no
    join customers as c on c.customer_no = v.customer_no
    cross join highest as h
    left join served as s on s.account_no = v.customer_no
    left join rates as r on r.rate_tier = t.tier
    left join {forecast} as f on f.forecast_no = v.customer_no
),
parts as (
    select
        * exclude (referred, stands, informs, rate, to_a_year, annual_need),
        earned - cost_to_serve as current_value,
        cast(round(cast(earned - cost_to_serve as DOUBLE) * 12 / $months, 4) as DECIMAL(28,4)) as yearly_value,
        cast(round(
            case when $by_forecast then forecast_amount * to_a_year else cast(earned as DOUBLE) * 12 / $months * rate end, 4
        ) as DECIMAL(28,4)) as potential_value,
        cast(round(
            case
                when $by_forecast then forecast_amount * to_a_year - cast(cost_to_serve as DOUBLE) * 12 / $months * rate
                else cast(earned - cost_to_serve as DOUBLE) * 12 / $months * rate
            end / (1 + $discount_rate - rate), 4
        ) as DECIMAL(28,4)) as lifetime_value,
        annual_need,
        case when annual_need is not null then
            cast(least(greatest(
                round(cast(revenue as DOUBLE) * 12 / $months / cast(annual_need as DOUBLE), 6), -9999), 9999
            ) as DECIMAL(10,6))
        end as share_of_wallet,
        cast(round(
            (coalesce(referred, 0) + coalesce(stands, 0) + coalesce(informs, 0))
            / nullif((referred is not null)::INTEGER + (stands is not null)::INTEGER + (informs is not null)::INTEGER, 0),
        4) as DECIMAL(7,4)) as non_monetary_value
    from earned
),
reached as (
    select
        *,
        potential_value * case
            when share_of_wallet > 0 and share_of_wallet < 1 then 1 / cast(share_of_wallet as DOUBLE)
            else 1
        end as reachable
    from parts
),
-- mid-ranks among the ranked; null where the part is unknown
ranks as (
    select
        customer_no as ranked_no,
        -- worse + half of the equal ones = the mean of who is worse and who is not better
        (rank() over by_current - 1 + cume_dist() over by_current * count(*) over ()) / 2 / count(*) over ()
            as current_rank,
        case when potential_value is not null then
            (rank() over by_potential - 1 + cume_dist() over by_potential * count(*) over ())
                / 2 / count(potential_value) over ()
        end as potential_rank,
        case when non_monetary_value is not null then
            (rank() over by_non_monetary - 1 + cume_dist() over by_non_monetary * count(*) over ())
                / 2 / count(non_monetary_value) over ()
        end as non_monetary_rank
    from parts
    where current_value > 0
    window
        by_current as (order by current_value nulls last),
        by_potential as (order by potential_value nulls last),
        by_non_monetary as (order by non_monetary_value nulls last)
),
indices as (
    select
        ranked_no,
        -- the smallest index is above 0: whoever is ranked has a tier
        cast(greatest(coalesce(round(
            ($current_weight * current_rank
                + $potential_weight * coalesce(potential_rank, 0)
                + $non_monetary_weight * coalesce(non_monetary_rank, 0))
            / nullif(
                $current_weight
                + case when potential_rank is null then 0 else $potential_weight end
                + case when non_monetary_rank is null then 0 else $non_monetary_weight end, 0), 4), 0), 0.0001)
        as DECIMAL(18,4)) as value_index
    from ranks
),
grades as (
    select
        customer_no as graded_no,
        (rank() over (order by reachable desc nulls last) - 1) * 10000 as better,
        count(*) over () as graded
    from reached
    where reachable > 0
)
select
    p.* exclude (reachable),
    cast(round(p.reachable, 4) as DECIMAL(28,4)) as reachable_value,
    i.value_index,
    case
        when g.better < 2000 * g.graded then 'high'
        when g.better < 5000 * g.graded then 'middle'
        when g.better is not null then 'low'
    end as potential_grade
from reached as p
left join indices as i on i.ranked_no = p.customer_no
left join grades as g on g.graded_no = p.customer_no
