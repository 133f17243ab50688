-- Takes over a session, with its revision and the rest of its time.
-- KEYS: see store.lua
-- ARGV: record, storage id, bucket, module, base, remaining time, how far ahead the clock of its creation may have been;
--   channel and message, see news.lua
-- Returns: 'exists' | 'skew', now, difference | 'expired' | 'applied', now, deadline
if redis.call('EXISTS', KEYS[1]) == 1 then return { 'exists', now } end
local r = parse(ARGV[1])
-- It would live longer than its lifetime.
local skew = r.created - now
if skew > tonumber(ARGV[7]) then return { 'skew', now, skew } end
local deadline = math.min(now + tonumber(ARGV[6]), r.created + r.lifetime, FAR)
if deadline <= now then return { 'expired', now } end
store(r, ARGV[2], ARGV[3], ARGV[4], ARGV[5], deadline)
tell(ARGV[8], ARGV[9])
return { 'applied', now, deadline }
