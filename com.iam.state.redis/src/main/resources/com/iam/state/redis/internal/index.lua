-- The expiry index: a sorted set for each bucket. A member is the storage id (22 characters) and the id of the key that
-- sealed it (16); its score is never later than the deadline. What is due is judged by its record.

local function indexed(index, member)
  return read(index:sub(1, -2) .. 's:' .. member:sub(1, 22))
end

-- Whether the session of a member that is due is live after all; then it is due again at its deadline.
local function livesOn(index, member, r)
  if (r.is == 'record' or r.is == 'foreign') and now < r.deadline then
    redis.call('ZADD', index, r.deadline, member)
    return true
  end
  return false
end
