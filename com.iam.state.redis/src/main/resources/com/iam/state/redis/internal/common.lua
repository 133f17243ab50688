-- How a record is read, for all scripts.

-- The fields of a record, or nil if it is not one.
local function parse(value)
  if #value < 92 or value:byte(1) ~= 1 then return nil end
  local length = value:byte(82)
  if #value < 92 + length then return nil end
  local revision, writeId, created, idle, lifetime = struct.unpack('>I8c16I8I8I8', value, 2)
  return { is = 'record', value = value, revision = revision, writeId = writeId, created = created, idle = idle,
    lifetime = lifetime, token = value:sub(83, 82 + length) }
end

-- The id of the key that sealed it, as 16 hexadecimal digits: it stands after two bytes of the envelope.
local function keyId(r)
  local from = 85 + #r.token
  return ('%02x%02x%02x%02x%02x%02x%02x%02x'):format(r.value:byte(from, from + 7))
end

-- When the key expires; negative if never. PEXPIRETIME came with Redis 7; before it the answer may be 1 ms off.
local function expiry(key)
  local at = redis.pcall('PEXPIRETIME', key)
  if type(at) == 'number' then return at end
  local ttl = redis.call('PTTL', key)
  return ttl < 0 and ttl or now + ttl
end

-- What stands under a key: is = 'record', 'absent', 'ended' or 'foreign' (not a record of this format). Whoever needs no
-- more than the first bytes of the value says how many: a long string costs Lua as much as two commands.
local function read(key, bytes)
  local value = bytes and redis.pcall('GETRANGE', key, 0, bytes - 1) or redis.pcall('GET', key)
  if not value or bytes and value == '' and redis.call('EXISTS', key) == 0 then return { is = 'absent' } end
  if type(value) == 'table' then
    -- Only what is no string is foreign. Anything else, such as a missing permission, is a fault and is raised.
    if not value.err:find('WRONGTYPE', 1, true) then
      return bytes and redis.call('GETRANGE', key, 0, 0) or redis.call('GET', key)
    end
    return { is = 'foreign', value = '', deadline = 0 }
  end
  if value:byte(1) == 0 then return { is = 'ended', value = value:sub(2) } end
  -- Larger than any record: it is not even sent.
  if #value > MOST then value = '' end
  local r = parse(value) or { is = 'foreign', value = value }
  local at = expiry(key)
  if r.is == 'record' then
    -- Without an expiry somebody has meddled with the key: the lifetime ends it all the same.
    r.deadline = math.min(at > 0 and at - GRACE or FAR, r.created + r.lifetime, FAR)
  else
    r.deadline = at > 0 and at - GRACE or 0
  end
  return r
end

-- A command on a sorted set or another key of ours that is no record. Where something else stands, somebody has meddled with an
-- index: that goes, so that it breaks neither a list nor a log-in. Any other error is raised.
local function healed(command, key, ...)
  local result = redis.pcall(command, key, ...)
  if type(result) ~= 'table' or not result.err then return result end
  if result.err:find('WRONGTYPE', 1, true) then redis.call('DEL', key) end
  return redis.call(command, key, ...)
end

-- The deadline of a session that is used now; the shorter timeouts win.
local function used(r, idle, lifetime)
  return math.min(now + math.min(r.idle, idle), r.created + math.min(r.lifetime, lifetime), FAR)
end

local function isLive(r)
  return r.is == 'record' and now < r.deadline
end
