-- Sessions that another key than the primary one protects.
-- KEYS: expiry index
-- ARGV: id of the primary key
-- Returns: storage ids
local found = {}
for _, member in ipairs(healed('ZRANGE', KEYS[1], 0, -1)) do
  if #member == 38 and member:sub(23) ~= ARGV[1] then found[#found + 1] = member:sub(1, 22) end
end
return found
