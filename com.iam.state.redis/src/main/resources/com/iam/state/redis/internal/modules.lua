-- The modules that have ever had a session here.
-- KEYS: set of modules
return healed('SMEMBERS', KEYS[1])
