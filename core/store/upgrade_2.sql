-- Version 2: a workspace has an identity, so that what is noted beside the file is known to be about this file.

insert into meta values ('identity', cast(gen_random_uuid() as VARCHAR));
