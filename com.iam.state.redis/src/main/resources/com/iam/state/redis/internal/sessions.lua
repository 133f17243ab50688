-- A page of the sessions of a subject, in the order of the storage ids, which never changes.
-- KEYS: one per token of the subject
-- ARGV: base, storage id after which the page begins ('' for the first), limit
-- Returns: 1 if more follow, then for each session: storage id, deadline, record
local found, ids = {}, {}
for _, key in ipairs(KEYS) do
  for _, member in ipairs(healed('ZRANGE', key, 0, -1)) do
    local id = member:sub(3)
    if id > ARGV[2] then
      if not found[id] then
        ids[#ids + 1] = id
        found[id] = {}
      end
      table.insert(found[id], { key, member })
    end
  end
end
table.sort(ids)
local page, room = { 0 }, tonumber(ARGV[3])
for _, id in ipairs(ids) do
  for _, place in ipairs(found[id]) do
    local r = verified(ARGV[1], place[1], place[2])
    if r then
      if room == 0 then
        page[1] = 1
        return page
      end
      room = room - 1
      page[#page + 1] = id
      page[#page + 1] = r.deadline
      page[#page + 1] = r.value
    end
  end
end
return page
