-- Question: which customers cost money, and what makes them so?
-- One row per chosen active customer with a current_value below 0, the greatest loss first, then by id. Amounts of the
-- window in the workspace's currency, without tax where profit is; of the lines that have a cost.
-- at_list - discounts - returned - cost_to_serve = current_value, where at_list is what the bought lines would have earned
-- at list price with nothing brought back (below 0: the goods cost more than their list price), discounts what discounts
-- took off, returned the profit that went with returns. bought, discounted, taken_back: bought amount, discounts on it
-- and amount brought back, as they stand in the lines. List price = amount / (1 - discount), rounded half up to 4 places;
-- of a line given away whole (discount 1) quantity x unit price; without a discount the amount.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
losers as (
    select t.customer_no, t.tier, p.current_value, p.earned, p.cost_to_serve, p.revenue
    from {tiers} as t
    join {parts} as p on p.customer_no = t.customer_no
    where p.current_value < 0
),
-- bought lines that have a discount, in whole 1/10000 of the currency and 1/1000000 of the price
discounted as (
    select
        {account} as account_no,
        l.cost is not null as is_costed,
        cast(cast(abs(l.amount) as DECIMAL(18,4)) * cast(10000 as DECIMAL(5,0)) as HUGEINT) as paid,
        1000000 - cast(cast(l.discount as DECIMAL(9,6)) * cast(1000000 as DECIMAL(7,0)) as HUGEINT) as left_share,
        cast(coalesce(abs(l.quantity * l.unit_price), abs(l.amount)) as DECIMAL(18,4)) as asked
    from {lines} as l
    join {numbers} as m on m.customer_id = l.customer_id
    {account_join}
    where l.order_date >= $first_month and l.order_date < $after
        and l.discount is not null and l.discount <> 0 and l.discount <= 1
        and l.amount >= 0 and coalesce(l.quantity, 0) >= 0 and coalesce(l.status, '') <> 'cancelled'
        and m.customer_no not in (select customer_no from apart)
),
taken as (
    select
        account_no,
        is_costed,
        case
            when left_share = 0 then asked - cast(paid as DECIMAL(23,0)) * cast(0.0001 as DECIMAL(5,4))
            else (cast((2 * paid * 1000000 + left_share) // (2 * left_share) as DECIMAL(23,0)) - cast(paid as DECIMAL(23,0)))
                * cast(0.0001 as DECIMAL(5,4))
        end as given
    from discounted
),
given as (
    select
        account_no,
        sum(given) as discounted,
        coalesce(sum(given) filter (where is_costed or not $by_profit), 0) as given
    from taken
    group by account_no
),
bought as (
    select
        {account} as account_no,
        sum(m.gross_amount) as bought,
        sum(m.return_amount) as taken_back,
        coalesce(sum({costed_amount}), 0) as costed_sum,
        coalesce(sum({cost_amount}), 0) as cost_sum
    from {facts} as m
    {account_join}
    where m.month >= $first_month and m.month <= $last_month and m.customer_no > 0
        and m.customer_no not in (select customer_no from apart)
    group by {account}
),
-- what the bought lines earned as sold, and what they would have earned at list price
sold as (
    select account_no, {profit} as earned_sold
    from (select account_no, costed_sum as costed_total, cost_sum as cost_total from bought)
),
listed as (
    select account_no, {profit} as at_list
    from (
        select b.account_no, b.costed_sum + coalesce(g.given, 0) as costed_total, b.cost_sum as cost_total
        from bought as b
        left join given as g on g.account_no = b.account_no
    )
)
select
    c.customer_id, {name} as customer_name, l.tier,
    cast(a.at_list as DECIMAL(18,4)) as at_list,
    cast(a.at_list - s.earned_sold as DECIMAL(18,4)) as discounts,
    cast(s.earned_sold - l.earned as DECIMAL(18,4)) as returned,
    l.cost_to_serve,
    l.current_value,
    l.revenue,
    cast(b.bought as DECIMAL(18,4)) as bought,
    cast(coalesce(g.discounted, 0) as DECIMAL(18,4)) as discounted,
    cast(b.taken_back as DECIMAL(18,4)) as taken_back
from losers as l
join customers as c on c.customer_no = l.customer_no
join bought as b on b.account_no = l.customer_no
join sold as s on s.account_no = l.customer_no
join listed as a on a.account_no = l.customer_no
left join given as g on g.account_no = l.customer_no
order by l.current_value, c.customer_id
