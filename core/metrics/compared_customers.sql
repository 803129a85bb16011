-- Question: how are the customers compared with one another?
-- One row per customer, without those who are set apart. who: a number, 1 = the most revenue (net, all months, taken
-- absolute; ties by lines, then by customer_id). id_key: the id without case, width, blanks, zeros in front and ".0"
-- at the end. words, name_key, sorted_words: the name (else the id) as in name_keys.py, with blanks, without, in
-- order of the alphabet. is_han: written in Chinese signs. telling: the signs of the name that make it another one
-- ($telling: all other signs).
with
sums as (
    select
        customer_no, sum(lines) as lines_n, sum(net_amount) as amount,
        min(first_line_date) as first_day, max(last_line_date) as last_day
    from customer_months
    group by customer_no
),
everybody as (
    select
        c.customer_id, c.customer_name, c.phone, c.email, c.birthday, c.parent,
        coalesce(s.lines_n, 0) as lines_n, coalesce(s.amount, 0) as amount, s.first_day, s.last_day,
        cast(row_number() over (
            order by abs(coalesce(s.amount, 0)) desc, coalesce(s.lines_n, 0) desc, c.customer_id
        ) as INTEGER) as who
    from customers as c
    left join sums as s on s.customer_no = c.customer_no
    where c.customer_id not in (select customer_id from excluded_customers)
),
spelt as (
    select *, regexp_replace(lower({narrow_id}), '\s+|[.]0$', '', 'g') as id_text, {words} as all_words
    from (select *, coalesce(customer_name, customer_id) as called from everybody)
),
bare as (
    select * exclude (called, id_text), ltrim(id_text, '0') as id_key, {bare_words} as words from spelt
)
select
    * exclude (all_words),
    replace(words, ' ', '') as name_key,
    list_sort(string_split(words, ' ')) as sorted_words,
    regexp_matches(words, '[\x{4e00}-\x{9fff}]') as is_han,
    regexp_replace(words, $telling, '', 'g') as telling
from bare
