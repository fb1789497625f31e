-- Keeps a note instead of what was seen there; 0 where something else is there by now.
local note, seen, content, keep_ms = key('note', ARGV[1]), unpack(ARGV, 2, 4)
if (redis.call('GET', note) or '') ~= seen then
  return 0
end
redis.call('SET', note, content, 'PX', keep_ms)
return 1
