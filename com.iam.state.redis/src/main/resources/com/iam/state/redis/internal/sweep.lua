-- Moves ended sessions from the indexes to the ends that are to be reported; their records expire by themselves. Any number
-- may sweep at once.
-- KEYS: expiry indexes
-- ARGV: base ('' in a Cluster), how many entries at the most; channel and the beginning of the message, see news.lua
-- Returns: how many entries were judged; in a Cluster then, for each that had a subject, storage id and token
local room = tonumber(ARGV[2])
local apart = {}
for _, index in ipairs(KEYS) do
  if room == 0 then break end
  for _, member in ipairs(healed('ZRANGEBYSCORE', index, '-inf', now, 'LIMIT', 0, room)) do
    room = room - 1
    local r = indexed(index, member)
    if #member ~= 38 or not isOf(index, member:sub(1, 22)) then
      -- Somebody else has planted it: there was no such session.
      redis.call('ZREM', index, member)
    elseif not livesOn(index, member, r) then
      redis.call('ZREM', index, member)
      tell(ARGV[3], ARGV[4] .. member:sub(1, 22))
      if r.is == 'record' then
        local till = r.created + r.lifetime
        local idle = r.deadline < till - 1 -- a deadline may be 1 ms off, see expiry
        reportLater(index, member:sub(1, 22), idle and 'I' or 'L', idle and r.deadline or till)
      elseif r.is ~= 'ended' then
        reportLater(index, member:sub(1, 22), 'X', now)
      end
      if r.is == 'record' and r.token ~= '' and ARGV[1] == '' then
        apart[#apart + 1] = member:sub(1, 22)
        apart[#apart + 1] = r.token
      elseif r.is == 'record' and r.token ~= '' then
        local bucket = index:sub(#ARGV[1] + 1, #ARGV[1] + 2)
        healed('ZREM', subjectKey(ARGV[1], r.token), bucket .. member:sub(1, 22))
      end
    end
  end
end
return { tonumber(ARGV[2]) - room, unpack(apart) }
