-- The usual load: of a live record in its usual form, whose deadline moves on or stays. It does what load.lua does, which takes over for
-- all else, before the functions are defined: defining and calling them costs as much as three commands.
do
  local value = redis.pcall('GET', KEYS[1])
  if type(value) == 'string' and #value >= 92 and #value <= MOST and value:byte(1) == 1
      and #value >= 92 + value:byte(82) then
    local at = redis.pcall('PEXPIRETIME', KEYS[1])
    local created, idle, lifetime = struct.unpack('>I8I8I8', value, 26)
    local last = created + math.min(lifetime, ARGV[3])
    if type(at) == 'number' and at > 0 and now < at - GRACE and now < last then
      if ARGV[4] ~= '1' then return { 'found', now, math.min(at - GRACE, last, FAR), value } end
      local deadline = math.min(now + math.min(idle, ARGV[2]), last, FAR)
      if deadline >= at - GRACE then
        redis.call('PEXPIREAT', KEYS[1], ('%d'):format(deadline + GRACE))
        return { 'found', now, deadline, value }
      end
    end
  end
end

