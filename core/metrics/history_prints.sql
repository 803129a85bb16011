-- Question: are the facts of a month what they were?
-- One row per month; the print differs where any customer's facts of the month differ that a history stands on.
select
    month,
    count(*) as rows_n,
    bit_xor(hash(
        customer_no, {refunds}_lines, {refunds}_orders, {refunds}_amount,
        {refunds}_costed_lines, {refunds}_costed_amount, {refunds}_cost
    )) as print
from {facts}
where customer_no > 0
group by month
order by month
