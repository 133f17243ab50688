-- The instances with a near cache. Each lists itself again and again. One that did not acknowledge something in time is struck,
-- until it has said that it knows. So neither an answer that is lost nor a question that comes late can hide it from the instance.
-- KEYS: sorted set. A member is an id (16 characters) and a lease in milliseconds, its score the time until which it is listed;
--   or '!' and the same, if it was struck, with the time of that
-- ARGV: own member ('' if it has no cache), for how long to list it (0 to go), '1' if it begins with an empty cache, when it was
--   struck as far as it knows ('' if not), then the members to strike
-- Returns: 'none', 'kept', 'struck' or 'gone' (it was not listed, and is not) for the own one, and when it was struck; then for
--   each other one: member, and for how many milliseconds it has been struck, -1 if it is not
local list, own, lasting = KEYS[1], ARGV[1], tonumber(ARGV[2])
local till, struck, latest = {}, {}, now
local entries = healed('ZRANGE', list, 0, -1, 'WITHSCORES')
for i = 1, #entries, 2 do
  local member, score = entries[i], tonumber(entries[i + 1])
  if member:sub(1, 1) == '!' then struck[member:sub(2)] = score else till[member] = score end
end
for i = 5, #ARGV do
  if till[ARGV[i]] and not struck[ARGV[i]] then
    redis.call('ZADD', list, now, '!' .. ARGV[i])
    struck[ARGV[i]] = now
  end
end
local answer = { 'none', 0 }
if own ~= '' then
  local begins = ARGV[3] == '1'
  if struck[own] and (begins or struck[own] == tonumber(ARGV[4])) then
    redis.call('ZREM', list, '!' .. own)
    struck[own] = nil
  end
  local listed = lasting > 0 and (begins or till[own] and till[own] >= now)
  till[own] = listed and now + lasting or nil
  if listed then redis.call('ZADD', list, till[own], own) else redis.call('ZREM', list, own, '!' .. own) end
  answer = { not listed and 'gone' or struck[own] and 'struck' or 'kept', struck[own] or 0 }
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
