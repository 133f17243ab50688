-- The number of live sessions.
-- KEYS: expiry indexes, which in a Cluster is one at a time
local total = 0
for _, index in ipairs(KEYS) do
  total = total + healed('ZCARD', index)
  for _, member in ipairs(healed('ZRANGEBYSCORE', index, '-inf', now)) do
    if not livesOn(index, member, indexed(index, member)) then total = total - 1 end
  end
end
return { total }
