-- Takes over a session, with its revision and the rest of its time.
-- KEYS: see store.lua
-- ARGV: record, storage id, bucket, module, base, remaining time, how far ahead the clock of its creation may have been;
--   channel and message, see news.lua
-- Returns: 'exists' | 'skew', now, difference | 'expired' | 'applied', now, deadline
local old, r = read(KEYS[1], HEAD), parse(ARGV[1])
-- An earlier revision is a copy that an unfinished carry-over has left behind.
local outdated = old.is == 'record' and old.revision < r.revision
if old.is ~= 'absent' and not outdated then return { 'exists', now } end
-- It would live longer than its lifetime.
local skew = r.created - now
if skew > tonumber(ARGV[7]) then return { 'skew', now, skew } end
local deadline = math.min(now + tonumber(ARGV[6]), r.created + r.lifetime, FAR)
if deadline <= now then return { 'expired', now } end
-- Its subject's entry, if that was another one, is taken off by whoever lists it and finds it refuted.
if outdated and keyId(old) ~= keyId(r) then healed('ZREM', KEYS[2], ARGV[2] .. keyId(old)) end
store(r, ARGV[2], ARGV[3], ARGV[4], ARGV[5], deadline)
tell(ARGV[8], ARGV[9])
return { 'applied', now, deadline }
