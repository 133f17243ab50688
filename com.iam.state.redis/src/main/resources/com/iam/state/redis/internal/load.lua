-- Reads a session and, if asked to, moves its idle deadline.
-- load-usual.lua goes before it, and must do the same where it applies.
-- KEYS: record, expiry index
-- ARGV: storage id, idle timeout and lifetime as configured, '1' to move the deadline; channel and message, see news.lua
-- Returns: 'absent' | 'expired' | 'foreign', now, value | 'found', now, deadline, value
local r = read(KEYS[1])
if r.is == 'foreign' then return { 'foreign', now, r.value } end
if r.is ~= 'record' then return { 'absent', now } end
local lifetime = tonumber(ARGV[3])
local deadline = math.min(r.deadline, r.created + lifetime)
if now >= deadline then return { 'expired', now } end
if ARGV[4] == '1' then
  deadline = used(r, tonumber(ARGV[2]), lifetime)
  redis.call('PEXPIREAT', KEYS[1], deadline + GRACE)
  -- The index holds a lower bound, so only a deadline that comes nearer is written there.
  if deadline < r.deadline then
    healed('ZADD', KEYS[2], deadline, ARGV[1] .. keyId(r))
    tell(ARGV[5], ARGV[6])
  end
end
return { 'found', now, deadline, r.value }
