-- Puts letters into a platform's inbox, each event once a day. The first write is one
-- that a full Redis refuses, and the script with it.
local stream, DAY_S = key('inbox', ARGV[1]), '86400'
local taken = {}
for at = 2, #ARGV, 2 do
  local letter = key('letter', ARGV[1] .. ':' .. ARGV[at])
  if redis.call('SET', letter, '1', 'NX', 'EX', DAY_S) then
    redis.call('XADD', stream, '*', 'body', ARGV[at + 1])
    taken[#taken + 1] = 1
  else
    taken[#taken + 1] = 0
  end
end
return taken
