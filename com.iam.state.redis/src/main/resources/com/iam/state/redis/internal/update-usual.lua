-- The usual update: by the next revision, of the same subject, under the same secret and key, with a deadline that moves on. It does
-- what update.lua does, which takes over for all else, before the functions are defined: defining and calling them costs as
-- much as three commands.
do
  local old, new = redis.pcall('GETRANGE', KEYS[1], 0, HEAD - 1), ARGV[1]
  if ARGV[8] ~= '1' and type(old) == 'string' and #old >= 92 and old:byte(1) == 1 and #old >= 92 + old:byte(82)
      -- The hash of the secret, the token after its length, and the envelope with the id of its key.
      and old:sub(50, 92 + old:byte(82)) == new:sub(50, 92 + old:byte(82)) then
    local at = redis.pcall('PEXPIRETIME', KEYS[1])
    local revision, writeId, created, _, lifetime = struct.unpack('>I8c16I8I8I8', old, 2)
    local nextRevision, nextWriteId, nextCreated, nextIdle, nextLifetime = struct.unpack('>I8c16I8I8I8', new, 2)
    if type(at) == 'number' and at > 0 and now < at - GRACE and now < created + math.min(lifetime, ARGV[7])
        and writeId ~= nextWriteId and revision == nextRevision - 1 then
      local deadline = math.min(now + math.min(nextIdle, ARGV[6]), nextCreated + math.min(nextLifetime, ARGV[7]), FAR)
      if deadline >= at - GRACE then
        redis.call('SET', KEYS[1], new, 'PXAT', ('%d'):format(deadline + GRACE))
        if ARGV[9] ~= '' then redis.call('PUBLISH', ARGV[9], ARGV[10]) end
        return { 'applied', now, deadline, old:sub(83, 82 + old:byte(82)) }
      end
    end
  end
end

