-- For a Cluster: the sessions that are listed for a subject, not verified.
-- KEYS: as in enlist.lua
-- Returns: members
return healed('ZRANGE', KEYS[1], 0, -1)
