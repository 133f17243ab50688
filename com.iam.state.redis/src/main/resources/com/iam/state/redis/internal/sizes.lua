-- For a Cluster: how many entries an expiry index has.
-- KEYS: expiry index
return { redis.call('ZCARD', KEYS[1]) }
