-- Whether what requests and upkeep need may be done: a key of the namespace is written and deleted for that.
-- KEYS: one that nothing else uses, and the name of a channel that nobody hears
-- ARGV: 1 if near caches must be told of changes, 1 if the policy of eviction is asked for
-- Returns: that policy, if it takes away what is there; then what this user may not do: the command, and whether log-ins,
--   log-outs or requests need it (1) or not (0), and so on
local key = KEYS[1]
local answer = { '' }

-- What is no matter of permissions is raised: nothing can be written then. Returns whether the command is known.
local function try(needed, command, ...)
  local result = redis.pcall(command, ...)
  if type(result) ~= 'table' or not result.err then return true end
  local words = result.err
  if words:find('executing the script', 1, true) or words:find('ACL failure', 1, true) then
    answer[#answer + 1] = command:lower()
    answer[#answer + 1] = needed
  elseif command ~= 'PEXPIRETIME' and not words:find('WRONGTYPE', 1, true) then
    redis.call(command, ...)
  end
  return false
end

try(1, 'SET', key, 'x', 'PX', 60000)
try(1, 'GET', key)
try(1, 'GETRANGE', key, 0, 0)
try(1, 'EXISTS', key)
try(1, 'PEXPIREAT', key, now + 60000)
-- Either of the two is enough.
try(try(0, 'PEXPIRETIME', key) and 0 or 1, 'PTTL', key)
try(0, 'GETEX', key)
try(0, 'DEL', key)
try(1, 'ZADD', key, 1, 'x')
try(1, 'ZCARD', key)
try(1, 'ZRANGE', key, 0, 0)
try(0, 'ZRANGEBYSCORE', key, 0, 0)
try(0, 'ZREMRANGEBYRANK', key, 1, 0)
try(1, 'ZREM', key, 'x')
try(1, 'SADD', key, 'x')
try(0, 'SMEMBERS', key)
try(tonumber(ARGV[1]), 'PUBLISH', key, '')
redis.pcall('DEL', key)

if ARGV[2] == '1' then
  -- Some services do not tell.
  local info = redis.pcall('INFO', 'memory')
  local policy = type(info) == 'string' and info:match('maxmemory_policy:([%w-]+)')
  if policy and policy ~= 'noeviction' then answer[1] = policy end
end
return answer
