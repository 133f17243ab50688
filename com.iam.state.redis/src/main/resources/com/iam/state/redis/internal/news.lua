-- Tells the near caches of all instances, in the same step as the change.
-- channel: '' if nobody has a near cache. message: News.java says what is in it
local function tell(channel, message)
  if channel ~= '' then redis.call('PUBLISH', channel, message) end
end
