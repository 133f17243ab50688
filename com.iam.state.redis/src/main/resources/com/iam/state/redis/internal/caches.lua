-- The instances with a near cache. Each lists itself again and again. One that did not acknowledge something in time is struck:
-- from the moment at which it hears of that it serves nothing of what it had.
-- KEYS: sorted set. A member is an id (16 characters) and a lease in milliseconds, its score the time until which it is listed;
--   or '!' and the same, if it was struck, with the time of that
-- ARGV: own member ('' if it has no cache), for how long to list it (0 to go), then the members to strike
-- Returns: 'none', 'new', 'kept' or 'struck' for the own one; then for each other one: member, and since when it has been struck
--   in milliseconds, -1 if it is not
local list, own, lasting = KEYS[1], ARGV[1], tonumber(ARGV[2])
local till, struck, latest = {}, {}, now
local entries = sorted('ZRANGE', list, 0, -1, 'WITHSCORES')
for i = 1, #entries, 2 do
  local member, score = entries[i], tonumber(entries[i + 1])
  if member:sub(1, 1) == '!' then struck[member:sub(2)] = score else till[member] = score end
end
for i = 3, #ARGV do
  if till[ARGV[i]] and not struck[ARGV[i]] then
    redis.call('ZADD', list, now, '!' .. ARGV[i])
    struck[ARGV[i]] = now
  end
end
local answer = { 'none' }
if own ~= '' then
  local listed = till[own] and till[own] >= now
  answer[1] = not listed and 'new' or struck[own] and 'struck' or 'kept'
  redis.call('ZREM', list, '!' .. own)
  struck[own] = nil
  till[own] = lasting > 0 and now + lasting or nil
  if lasting > 0 then redis.call('ZADD', list, till[own], own) else redis.call('ZREM', list, own) end
end
for member, score in pairs(till) do
  if score < now then
    redis.call('ZREM', list, member)
    redis.call('ZREM', list, '!' .. member)
  elseif member ~= own then
    answer[#answer + 1] = member
    answer[#answer + 1] = struck[member] and now - struck[member] or -1
  end
  latest = math.max(latest, score)
end
redis.call('PEXPIREAT', list, latest + 1000)
return answer
