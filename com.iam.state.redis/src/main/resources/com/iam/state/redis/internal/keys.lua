-- How many live sessions each key protects, and for how long.
-- KEYS: expiry indexes
-- ARGV: id of a key whose sessions are only counted, or ''; ids of the keys that matter, all if there are none. To read the
--   records of all others would take Redis seconds where there are many
-- Returns: key id, number, and when the lifetime of the last one ends (0 if only counted), in turn
local counts, ends, matters = {}, {}, {}
for i = 2, #ARGV do matters[ARGV[i]] = true end
for _, index in ipairs(KEYS) do
  local members = healed('ZRANGE', index, 0, -1, 'WITHSCORES')
  for i = 1, #members, 2 do
    local member = members[i]
    local id = member:sub(23)
    if #ARGV == 1 or matters[id] then
      local counted = id == ARGV[1] and tonumber(members[i + 1]) > now
      local r = not counted and indexed(index, member)
      if counted or (r.is == 'record' and now < r.deadline) or livesOn(index, member, r) then
        counts[id] = (counts[id] or 0) + 1
        ends[id] = math.max(ends[id] or 0, r and r.created and math.min(r.created + r.lifetime, FAR) or 0)
      end
    end
  end
end
local reply = {}
for id, count in pairs(counts) do
  reply[#reply + 1] = id
  reply[#reply + 1] = count
  reply[#reply + 1] = ends[id]
end
return reply
