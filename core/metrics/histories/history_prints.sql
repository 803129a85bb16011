-- Question: are the facts of a month what they were?
-- One row per month; the print differs where any customer's facts of the month differ that a history by this measure
-- stands on: whether there is a row, whether a line of it counts, and its amounts.
select
    month,
    count(*) as rows_n,
    bit_xor(hash(customer_no, {refunds}_lines > 0, {measures})) as print
from {facts}
where customer_no > 0
group by month
order by month
