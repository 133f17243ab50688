-- With which keys the instances seal. Each says so again from time to time.
-- KEYS: sorted set; a member is a key id (16 characters) and the id of an instance, its score the time when it said so
-- ARGV: id of the key that this instance seals with ('' if it seals no more), its own id, milliseconds for which that counts
-- Returns: key ids, one for each instance
local found = {}
local members = healed('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #members, 2 do
  local member = members[i]
  if member:sub(17) == ARGV[2] or tonumber(members[i + 1]) + tonumber(ARGV[3]) < now then
    healed('ZREM', KEYS[1], member)
  else
    found[#found + 1] = member:sub(1, 16)
  end
end
if ARGV[1] ~= '' then
  healed('ZADD', KEYS[1], now, ARGV[1] .. ARGV[2])
  found[#found + 1] = ARGV[1]
end
return found
