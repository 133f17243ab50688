-- For a Cluster: a record as it is, live or not.
-- KEYS: record
-- Returns: 'absent' | 'ended' | 'live', now, deadline, record
local r = read(KEYS[1])
if isLive(r) then return { 'live', now, r.deadline, r.value } end
return { r.is == 'absent' and 'absent' or 'ended', now }
