-- Question: how many of the customers present at both dates change their group in each reading?
-- One row: moved by the cut values of the earlier date, by each date's own ranking, and by the latter alone.
select
    count(*) filter (where frozen_from <> frozen_to) as moved_frozen,
    count(*) filter (where relative_from <> relative_to) as moved_relative,
    count(*) filter (where relative_from <> relative_to and frozen_from = frozen_to) as moved_unchanged
from {moves}
where was_active and is_active
