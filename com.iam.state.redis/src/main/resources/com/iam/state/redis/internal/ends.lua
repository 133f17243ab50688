-- Sessions that have ended and whose ends have not been reported yet: a sorted set for each bucket. A member is the storage
-- id (22 characters), a letter for the cause and the moment of the end; its score is when it may be claimed (again).
local KEPT = 86400000 -- what nobody has claimed after a day is dropped
local ENDS = 10000    -- and what is more than this, the longest waiting first
local TRIMMED = 1000  -- so many of those at a time

-- CRC-32, half a byte at a time.
local CRC = { 0, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
  0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c }

-- Whether this is a storage id, and one of the bucket whose key this is.
local function isOf(key, id)
  if #id ~= 22 or not id:find('^[%w_-]+[AQgw]$') then return false end
  local crc = -1
  for i = 1, 22 do
    crc = bit.bxor(crc, id:byte(i))
    crc = bit.bxor(bit.rshift(crc, 4), CRC[bit.band(crc, 15) + 1])
    crc = bit.bxor(bit.rshift(crc, 4), CRC[bit.band(crc, 15) + 1])
  end
  return ('%02x'):format(bit.band(bit.bnot(crc), 255)) == key:match(':(%x%x)}:%a$')
end

local function reportLater(index, storageId, cause, at)
  local ends = index:sub(1, -2) .. 'e'
  healed('ZADD', ends, now, storageId .. cause .. string.format('%.0f', at))
  redis.call('PEXPIREAT', ends, now + KEPT)
  local surplus = redis.call('ZCARD', ends) - ENDS
  if surplus > 0 then redis.call('ZREMRANGEBYRANK', ends, 0, math.min(surplus, TRIMMED) - 1) end
end
