-- Whether scripts run and the keys of the namespace may be read.
-- KEYS: set of modules
return { redis.call('EXISTS', KEYS[1]) }
