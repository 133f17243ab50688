-- Replaces the revision before.
-- update-usual.lua goes before it, and must do the same where it applies.
-- KEYS: record, expiry index, one per token of the new subject (the primary key's first; none without a subject)
-- ARGV: record, storage id, bucket, base, limit per subject (0: none), idle timeout and lifetime as configured. In a
--   Cluster the base is '', and the subjects' entries are the caller's, who says by '1' instead of the limit that the new
--   one is there. Then '1' if nobody has used the session by this, so that its deadline stays; channel and message, see news.lua
-- Returns: 'absent' | 'expired' | 'stale', now, revision that is kept | 'limit', now, storage id of the oldest
--   | 'enlist', now, token of the old subject or '' (nothing was changed)
--   | 'applied', now, deadline, token of the old subject or ''
local old = read(KEYS[1], HEAD)
if old.is == 'foreign' then return { 'stale', now, 0 } end
if old.is ~= 'record' then return { 'absent', now } end
local lifetime = tonumber(ARGV[7])
if now >= math.min(old.deadline, old.created + lifetime) then return { 'expired', now } end
local new = parse(ARGV[1])
if old.writeId == new.writeId then
  -- Written once more, so that whoever now waits for replicas waits for this.
  redis.call('PEXPIREAT', KEYS[1], old.deadline + GRACE)
  tell(ARGV[9], ARGV[10])
  return { 'applied', now, old.deadline }
end
if old.revision ~= new.revision - 1 then return { 'stale', now, old.revision } end

local apart = ARGV[4] == ''
if apart and new.token ~= '' and new.token ~= old.token and ARGV[5] ~= '1' then return { 'enlist', now, old.token } end

local member = ARGV[3] .. ARGV[2]
local oldSubject = not apart and old.token ~= '' and subjectKey(ARGV[4], old.token)
if KEYS[3] and KEYS[3] ~= oldSubject then
  -- Another token is another subject, unless it is the same one under an older key.
  local same = false
  for i = 4, #KEYS do same = same or KEYS[i] == oldSubject end
  local limit = tonumber(ARGV[5])
  if limit > 0 and not same then
    local oldest = crowded(ARGV[4], { unpack(KEYS, 3) }, limit)
    if oldest then return { 'limit', now, oldest } end
  end
end
-- Also if it should be there: a writer to Redis may have taken it off.
if KEYS[3] then enlist(KEYS[3], member, new) end

local deadline = ARGV[8] == '1' and old.deadline or used(new, tonumber(ARGV[6]), lifetime)
redis.call('SET', KEYS[1], new.value, 'PXAT', deadline + GRACE)
tell(ARGV[9], ARGV[10])

if oldSubject and oldSubject ~= KEYS[3] then healed('ZREM', oldSubject, member) end
local before, after = ARGV[2] .. keyId(old), ARGV[2] .. keyId(new)
if before ~= after then healed('ZREM', KEYS[2], before) end
healed('ZADD', KEYS[2], deadline, after)
return { 'applied', now, deadline, old.token }
