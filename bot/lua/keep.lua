-- Keeps what belongs to a job, a thread or a picture, unless that was forgotten.
local kind, owner, stored, name, keep_s = unpack(ARGV, 1, 5)
if redis.call('EXISTS', key(kind, owner)) == 0 then
  return 0
end
redis.call('HSET', key(stored, name), unpack(ARGV, 6))
if stored ~= kind then
  redis.call('EXPIRE', key(stored, name), keep_s)
end
if stored == 'drawn' then
  redis.call('SADD', key('drawings', owner), name)
  redis.call('EXPIRE', key('drawings', owner), keep_s)
end
return 1
