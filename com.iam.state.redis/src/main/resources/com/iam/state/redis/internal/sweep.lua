-- Takes ended sessions out of the indexes; their records expire by themselves. Any number may sweep at once.
-- KEYS: expiry indexes
-- ARGV: base, how many entries at the most
-- Returns: how many entries were judged
local room = tonumber(ARGV[2])
for _, index in ipairs(KEYS) do
  if room == 0 then break end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', now, 'LIMIT', 0, room)) do
    room = room - 1
    local r = indexed(index, member)
    if not livesOn(index, member, r) then
      redis.call('ZREM', index, member)
      if r.is == 'record' and r.token ~= '' then
        local bucket = index:sub(#ARGV[1] + 1, #ARGV[1] + 2)
        redis.call('ZREM', subjectKey(ARGV[1], r.token), bucket .. member:sub(1, 22))
      end
    end
  end
end
return { tonumber(ARGV[2]) - room }
