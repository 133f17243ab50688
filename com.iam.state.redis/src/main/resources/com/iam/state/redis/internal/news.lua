-- Tells the near caches of the others, in the same step as the change.
-- channel: '' if nobody else has one. message: News.java says what is in it
local function tell(channel, message)
  if channel ~= '' then redis.call('PUBLISH', channel, message) end
end
