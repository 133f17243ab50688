-- For a Cluster: enters a session into the list of its subject, before the session names the subject.
-- KEYS: the subject's sessions, those of them whose records may still be on their way
-- ARGV: member, revision that names the subject, time of creation, lifetime, limit (0: none)
-- Returns: 'full' | 'entered', now
local WAY = 35000 -- for so long a record may be on its way: longer than any operation takes
local member, limit = ARGV[1], tonumber(ARGV[5])
local known = healed('ZSCORE', KEYS[1], member)
if not known and limit > 0 and healed('ZCARD', KEYS[1]) >= limit then return { 'full', now } end
if not known or tonumber(known) < tonumber(ARGV[2]) then healed('ZADD', KEYS[1], ARGV[2], member) end
healed('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
healed('ZADD', KEYS[2], now + WAY, member)
redis.call('PEXPIREAT', KEYS[2], now + WAY)
local till = math.min(tonumber(ARGV[3]) + tonumber(ARGV[4]), FAR) + GRACE
if expiry(KEYS[1]) < till then redis.call('PEXPIREAT', KEYS[1], till) end
return { 'entered', now }
