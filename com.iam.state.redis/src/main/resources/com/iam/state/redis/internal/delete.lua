-- Deletes a session. One that has expired is left to the sweep.
-- KEYS: record, expiry index
-- ARGV: storage id, bucket, base ('' in a Cluster: the subject's entry is the caller's), how long the id stays taken (0: not at all)
-- Returns: 'absent' | 'applied', now, deadline, the subject's token or ''
local r = read(KEYS[1])
if r.is == 'absent' or r.is == 'ended' then return { 'absent', now } end
if r.is == 'record' and now >= r.deadline then return { 'absent', now } end
local taken = tonumber(ARGV[4])
if taken > 0 then
  redis.call('SET', KEYS[1], '\0', 'PX', taken)
else
  redis.call('DEL', KEYS[1])
end
if r.is == 'record' then
  redis.call('ZREM', KEYS[2], ARGV[1] .. keyId(r))
  if r.token ~= '' and ARGV[3] ~= '' then redis.call('ZREM', subjectKey(ARGV[3], r.token), ARGV[2] .. ARGV[1]) end
end
return { 'applied', now, math.max(r.deadline, now), r.token or '' }
