-- Claims ends that nobody has claimed, or whose claim has lapsed.
-- KEYS: sets of ends, one for each bucket; in a Cluster one
-- ARGV: how many at the most, for how long
-- Returns: for each: member, and the record of the session if it is still there, else ''
local room, claimed = tonumber(ARGV[1]), {}
for _, ends in ipairs(KEYS) do
  if room <= 0 then break end
  for _, member in ipairs(sorted('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, room)) do
    local at = tonumber(member:sub(24))
    if not at or at < now - KEPT then
      redis.call('ZREM', ends, member)
    else
      room = room - 1
      redis.call('ZADD', ends, now + tonumber(ARGV[2]), member)
      claimed[#claimed + 1] = member
      claimed[#claimed + 1] = read(ends:sub(1, -2) .. 's:' .. member:sub(1, 22)).value or ''
    end
  end
end
return claimed
