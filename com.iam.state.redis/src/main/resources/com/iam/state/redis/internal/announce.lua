-- For a Cluster: says that a module has sessions.
-- KEYS: set of modules
-- ARGV: module
return { healed('SADD', KEYS[1], ARGV[1]) }
