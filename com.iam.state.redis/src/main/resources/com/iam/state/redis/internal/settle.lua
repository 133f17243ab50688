-- Forgets ends that have been reported, and what the marks of deleted sessions still held for the reports.
-- KEYS: set of ends
-- ARGV: members
for _, member in ipairs(ARGV) do
  healed('ZREM', KEYS[1], member)
  local key = KEYS[1]:sub(1, -2) .. 's:' .. member:sub(1, 22)
  local r = read(key)
  if r.is == 'ended' and #r.value > 0 then redis.call('SET', key, '\0', 'XX', 'KEEPTTL') end
end
return { now }
