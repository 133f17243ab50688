-- How many live sessions each key protects.
-- KEYS: expiry indexes
-- Returns: key id and number, alternating
local counts = {}
for _, index in ipairs(KEYS) do
  local members = sorted('ZRANGE', index, 0, -1, 'WITHSCORES')
  for i = 1, #members, 2 do
    local member = members[i]
    if tonumber(members[i + 1]) > now or livesOn(index, member, indexed(index, member)) then
      local id = member:sub(23)
      counts[id] = (counts[id] or 0) + 1
    end
  end
end
local reply = {}
for id, count in pairs(counts) do
  reply[#reply + 1] = id
  reply[#reply + 1] = count
end
return reply
