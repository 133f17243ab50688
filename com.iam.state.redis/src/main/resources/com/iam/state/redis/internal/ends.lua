-- Sessions that have ended and whose ends have not been reported yet: a sorted set for each bucket. A member is the storage
-- id (22 characters), a letter for the cause and the moment of the end; its score is when it may be claimed (again).
local KEPT = 86400000 -- what nobody has claimed after a day is dropped
local ENDS = 10000    -- and what is more than this, the longest waiting first

local function reportLater(index, storageId, cause, at)
  local ends = index:sub(1, -2) .. 'e'
  sorted('ZADD', ends, now, storageId .. cause .. string.format('%.0f', at))
  redis.call('PEXPIREAT', ends, now + KEPT)
  if redis.call('ZCARD', ends) > ENDS then redis.call('ZREMRANGEBYRANK', ends, 0, 0) end
end
