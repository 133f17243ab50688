-- A page of the sessions of a module: bucket by bucket, and within one in the order of the storage ids.
-- KEYS: the expiry indexes from the one on in which the page begins; in a Cluster one of them
-- ARGV: storage id after which the page begins ('' for the first), limit
-- Returns: 1 if more follow, then for each session: storage id, deadline, record
local page, room, after = { 0 }, tonumber(ARGV[2]), ARGV[1]
for _, index in ipairs(KEYS) do
  local members = healed('ZRANGE', index, 0, -1)
  table.sort(members)
  local last = after
  for _, member in ipairs(members) do
    local id = member:sub(1, 22)
    if id > last and #member == 38 then
      local r = indexed(index, member)
      if isLive(r) then
        if room == 0 then
          page[1] = 1
          return page
        end
        room = room - 1
        last = id
        page[#page + 1] = id
        page[#page + 1] = r.deadline
        page[#page + 1] = r.value
      end
    end
  end
  after = ''
end
return page
