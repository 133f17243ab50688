-- The sessions of a subject: a sorted set for each of its tokens. A member is the bucket (2 characters) and the storage
-- id, its score the revision that named the subject. Members are judged by the records they name, and removed if those do
-- not bear out.

-- base is what the keys of a module begin with: "{namespace:1:module:".
local function recordKey(base, member)
  return base .. member:sub(1, 2) .. '}:s:' .. member:sub(3)
end

local function subjectKey(base, token)
  return base .. 'u:' .. token .. '}'
end

-- The record that a member names, if it is live and of this subject.
local function verified(base, key, member)
  local r = read(recordKey(base, member))
  if isLive(r) and subjectKey(base, r.token) == key then return r end
  healed('ZREM', key, member)
  return nil
end

-- The storage id of the subject's oldest session if there is no room for one more, else nil.
local function crowded(base, keys, limit)
  local count, oldest, since = 0, nil, nil
  for _, key in ipairs(keys) do
    for _, member in ipairs(healed('ZRANGE', key, 0, -1)) do
      local r = verified(base, key, member)
      if r then
        count = count + 1
        if not since or r.created < since then oldest, since = member:sub(3), r.created end
      end
    end
  end
  return count >= limit and oldest or nil
end

-- The set lives as long as any of its sessions can, so that touching one need not touch the set.
local function enlist(key, member, r)
  healed('ZADD', key, r.revision, member)
  local till = math.min(r.created + r.lifetime, FAR) + GRACE
  local at = expiry(key)
  if at < till then redis.call('PEXPIREAT', key, till) end
end
