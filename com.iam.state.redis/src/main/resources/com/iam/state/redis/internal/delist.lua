-- For a Cluster: takes sessions out of the list of a subject, which their records do not bear out.
-- KEYS: as in enlist.lua
-- ARGV: for each session: member, and the revision that does not name the subject, so that an entry for a later one
--   stays; '-1' if there is no record, so that an entry whose record may still be on its way stays
for i = 1, #ARGV, 2 do
  local member, revision = ARGV[i], tonumber(ARGV[i + 1])
  local named = tonumber(healed('ZSCORE', KEYS[1], member) or '0')
  local stays = revision >= 0 and named > revision
  if revision < 0 then
    local till = healed('ZSCORE', KEYS[2], member)
    stays = till and tonumber(till) > now
  end
  if not stays then
    healed('ZREM', KEYS[1], member)
    healed('ZREM', KEYS[2], member)
  end
end
return { now }
