-- Replaces a record that is known to be usual, see SwiftSaves.java, if it is still the same.
-- KEYS: record
-- ARGV: format, revision and write id of the record before; record; when its key expires; channel and message, see news.lua
-- Returns: 'applied' | 'other' (nothing was changed)
if redis.pcall('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then return { 'other' } end
redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
return { 'applied' }
