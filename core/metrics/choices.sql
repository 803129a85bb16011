-- Which values can be chosen in the filters?
-- One row per column and value: column_name, chosen_value. At most $most values per column, most frequent first;
-- equally frequent values by their text. Empty and missing values are left out.
with
-- values on order lines
line_values as (
    select column_name, chosen_value, count(*) as times
    from (
        select 'channel' as column_name, channel as chosen_value from sales
        union all select 'region', region from sales
        union all select 'category', category from sales
        union all select 'salesperson', salesperson from sales
    ) as lines
    where chosen_value is not null and chosen_value <> ''
    group by column_name, chosen_value
),
-- values of the customer file
customer_values as (
    select column_name, chosen_value, count(*) as times
    from (
        select 'kind' as column_name, kind as chosen_value from customers
        union all select 'nature', nature from customers
        union all select 'industry', industry from customers
        union all select 'owner', owner from customers
        union all select 'city', city from customers
        union all select 'source', source from customers
        union all select 'grade', grade from customers
        union all select 'customer_region', region from customers where in_file
    ) as known
    where chosen_value is not null and chosen_value <> ''
    group by column_name, chosen_value
),
placed as (
    select column_name, chosen_value,
        row_number() over (partition by column_name order by times desc, chosen_value) as place
    from (select * from line_values union all select * from customer_values) as both_kinds
)
select column_name, chosen_value from placed where place <= $most order by column_name, place
