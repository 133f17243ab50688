-- The modules that have ever had a session here.
-- KEYS: set of modules
return redis.call('SMEMBERS', KEYS[1])
