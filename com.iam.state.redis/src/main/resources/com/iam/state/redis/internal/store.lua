-- Keeps a record that is new here, with its places in the indexes.
-- KEYS: record, expiry index, set of modules, one per token of the subject (the primary key's first; none without a
-- subject). In a Cluster the first two only: the others lie elsewhere and are kept by scripts of their own.
local function store(r, storageId, bucket, module, base, deadline)
  healed('ZADD', KEYS[2], deadline, storageId .. keyId(r))
  if KEYS[3] then healed('SADD', KEYS[3], module) end
  if KEYS[4] then enlist(KEYS[4], bucket .. storageId, r) end
  -- At last: if a step before fails, there is no session.
  redis.call('SET', KEYS[1], r.value, 'PXAT', deadline + GRACE)
end
