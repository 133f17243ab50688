-- For a Cluster: how many entries an expiry index has.
-- KEYS: expiry index
return { healed('ZCARD', KEYS[1]) }
