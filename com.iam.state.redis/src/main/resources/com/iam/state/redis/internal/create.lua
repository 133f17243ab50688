-- Keeps a new session.
-- KEYS: see store.lua
-- ARGV: record, storage id, bucket, module, base, limit per subject (0: none), tolerance for the creation time
-- Returns: 'exists' | 'skew', now, difference | 'limit', now, storage id of the oldest | 'applied', now, deadline
if redis.call('EXISTS', KEYS[1]) == 1 then return { 'exists', now } end
local r = parse(ARGV[1])
local skew = r.created - now
if math.abs(skew) > tonumber(ARGV[7]) then return { 'skew', now, skew } end
local limit = tonumber(ARGV[6])
if limit > 0 and KEYS[4] then
  local oldest = crowded(ARGV[5], { unpack(KEYS, 4) }, limit)
  if oldest then return { 'limit', now, oldest } end
end
local deadline = used(r, r.idle, r.lifetime)
store(r, ARGV[2], ARGV[3], ARGV[4], ARGV[5], deadline)
return { 'applied', now, deadline }
