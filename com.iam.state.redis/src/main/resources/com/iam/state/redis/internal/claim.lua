-- Claims ends that nobody has claimed, or whose claim has lapsed. What somebody else has planted is dropped: what has another form,
-- belongs to another bucket, is of no time near now, or of a session that lives.
-- KEYS: sets of ends, one for each bucket; in a Cluster one
-- ARGV: how many at the most, for how long
-- Returns: 1 if there was no time to look at more, then for each: member, and the record of the session if it is still there, else ''
local LOOKS = 2000      -- members that are looked at in one go
local OF_A_BUCKET = 100 -- and of each bucket, so that those of none hold up the others
local room, lease, looks, claimed = tonumber(ARGV[1]), tonumber(ARGV[2]), LOOKS, {}
-- Of those without a record, which anybody who can write here can make up, no more than a quarter: they shall not hold up the others.
local bare = math.ceil(room / 4)

local function isPossible(ends, member)
  local at = #member <= 38 and member:match('^[%w_-]+%u(%d+)$', 22)
  at = at and tonumber(at)
  return at and at >= now - KEPT and at <= now + GRACE and isOf(ends, member:sub(1, 22))
end

-- A deadline may be 1 ms off, see expiry.
local function lives(r)
  return (r.is == 'record' or r.is == 'foreign') and now + 1 < r.deadline
end

local more = 0
for _, ends in ipairs(KEYS) do
  if room <= 0 then break end
  local looked = 0
  repeat
    local most = math.min(room, OF_A_BUCKET - looked, looks)
    local members = most > 0 and healed('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, most) or {}
    looks, looked = looks - #members, looked + #members
    for _, member in ipairs(members) do
      local r = isPossible(ends, member) and read(ends:sub(1, -2) .. 's:' .. member:sub(1, 22))
      if not r or lives(r) then
        redis.call('ZREM', ends, member)
      else
        redis.call('ZADD', ends, now + lease, member)
        local told = r.value and r.value ~= ''
        if told or bare > 0 then
          if not told then bare = bare - 1 end
          room = room - 1
          claimed[#claimed + 1] = member
          claimed[#claimed + 1] = r.value or ''
        end
      end
    end
  until #members == 0
  if looked == OF_A_BUCKET or looks == 0 then more = 1 end
end
return { more, unpack(claimed) }
