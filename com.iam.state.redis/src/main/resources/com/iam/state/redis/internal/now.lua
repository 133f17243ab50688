-- The time of the node that has a key.
-- KEYS: any
-- Returns: the time
return { now }
