-- Keeps a record that is new here, with its places in the indexes.
-- KEYS: record, expiry index, set of modules, one per token of the subject (the primary key's first; none without a subject)
local function store(r, storageId, bucket, module, base, deadline)
  redis.call('SET', KEYS[1], r.value, 'PXAT', deadline + GRACE)
  redis.call('ZADD', KEYS[2], deadline, storageId .. keyId(r))
  redis.call('SADD', KEYS[3], module)
  if KEYS[4] then enlist(KEYS[4], bucket .. storageId, r) end
end
