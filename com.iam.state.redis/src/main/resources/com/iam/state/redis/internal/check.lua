-- Whether scripts run and the keys of the namespace may be read.
-- KEYS: any of them
-- Returns: whether it is there, now
return { redis.call('EXISTS', KEYS[1]), now }
