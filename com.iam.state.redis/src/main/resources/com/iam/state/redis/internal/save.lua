-- Replaces a record that is known to be usual, see SwiftSaves.java, if it is still the same.
-- KEYS: record
-- ARGV: format, revision and write id of the record before; record; when its key expires; if somebody else has a near cache,
--   channel and message, see news.lua
-- Returns: 1, or 0 if nothing was changed. Not an array, as the other scripts: of that Redis does not know the length beforehand,
--   which costs it a microsecond or two
-- It has 25 bytes, see RecordMark.java. The numbers are texts, as Redis would have to make texts of them each time
if redis.pcall('GETRANGE', KEYS[1], '0', '24') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
if ARGV[4] then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
return 1
