-- Question: how many customers stand in another tier than a month before, by the same amounts?
-- One row: moved_up, moved_down (of the customers with a counted line in both windows; below the last tier lie those
-- whose value is 0 or less), best_left and best_joined (who is in the best tier at one of the two dates only).
with
places as (
    select
        a.customer_no,
        nullif(list_position($order, e.tier), 0) as place_before,
        nullif(list_position($order, a.tier), 0) as place_now
    from {now} as a
    left join {before} as e on e.customer_no = a.customer_no
    where {chosen}
)
select
    count(*) filter (where place_now < place_before) as moved_up,
    count(*) filter (where place_now > place_before) as moved_down,
    count(*) filter (where place_before = 1 and coalesce(place_now, 0) <> 1) as best_left,
    count(*) filter (where place_now = 1 and coalesce(place_before, 0) <> 1) as best_joined
from places
