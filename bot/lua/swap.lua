-- Keeps a note instead of what was seen there, for good where keep_ms is 0; returns 0
-- where something else is there by now.
local note, seen, content, keep_ms = key('note', ARGV[1]), unpack(ARGV, 2, 4)
if (redis.call('GET', note) or '') ~= seen then
  return 0
end
if tonumber(keep_ms) > 0 then
  redis.call('SET', note, content, 'PX', keep_ms)
else
  redis.call('SET', note, content)
end
return 1
