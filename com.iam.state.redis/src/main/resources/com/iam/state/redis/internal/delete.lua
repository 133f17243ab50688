-- Deletes a session. One that has expired is left to the sweep.
-- KEYS: record, expiry index
-- ARGV: storage id, bucket, base ('' in a Cluster: the subject's entry is the caller's), channel and message (see news.lua);
--   then how long the id stays taken, and the letter for the cause; or, if the session lives on elsewhere, the moment from
--   which on it might be back here
-- Returns: 'late', now | 'absent' | 'applied', now, deadline, the subject's token or ''
if not ARGV[7] and now >= tonumber(ARGV[6]) then return { 'late', now } end
-- Also if it has ended: whoever ended it may still wait for others to hear of it.
tell(ARGV[4], ARGV[5])
local r = read(KEYS[1])
if r.is == 'absent' or r.is == 'ended' then return { 'absent', now } end
if r.is == 'record' and now >= r.deadline then return { 'absent', now } end
-- First what needs no room: after that Redis takes the rest even if it is full.
if r.is == 'record' then
  healed('ZREM', KEYS[2], ARGV[1] .. keyId(r))
  if r.token ~= '' and ARGV[3] ~= '' then healed('ZREM', subjectKey(ARGV[3], r.token), ARGV[2] .. ARGV[1]) end
end
if ARGV[7] then
  redis.call('SET', KEYS[1], '\0' .. r.value, 'PX', ARGV[6])
  reportLater(KEYS[2], ARGV[1], ARGV[7], now)
else
  redis.call('DEL', KEYS[1])
end
return { 'applied', now, math.max(r.deadline, now), r.token or '' }
