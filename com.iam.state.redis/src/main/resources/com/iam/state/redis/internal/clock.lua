-- Stands before every script: the time, and what a record is. All times are milliseconds.
--
-- A record is a string: format byte 1, revision (8 bytes), write id (16), creation, idle timeout and lifetime (8 each),
-- hash of the secret (32), length of the subject token (1: 0 or 43), subject token (Base64url), sealed envelope. All
-- numbers are big-endian. A value that begins with the byte 0 marks an id whose session was deleted; the record that it had may
-- follow, until the end has been reported.
local GRACE = 300000 -- a record outlives its deadline by this much, a few sweeps, and answers that it has expired
local MOST = 2097152  -- a record is smaller: its state has at most half of that
local FAR = 1e14      -- beyond any deadline, and a number that Lua knows exactly
local HEAD = 135      -- bytes of a record with all its fields, and of its envelope the id of the key

-- Deadlines are judged by this clock alone.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
