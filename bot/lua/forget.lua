-- Forgets a thread at once: what is still open ends without a word, what comes in
-- later finds nothing to belong to. A picture goes with the last thread that holds it.
local thread = ARGV[1]

local function forget_job(id)
  local job = key('job', id)
  local body = redis.call('HGET', job, 'job')
  if body then
    local address = cjson.decode(body).address
    local user = address.platform .. ':' .. address.tenant .. ':' .. address.user
    redis.call('ZREM', key('threads', user), thread)
  end
  end_job(id, 'cancelled', nil)
  redis.call('DEL', job)
end

local function is_held(name)
  local holders = key('holders', name)
  for _, holder in ipairs(redis.call('SMEMBERS', holders)) do
    if redis.call('SISMEMBER', key('pictures', holder), name) == 1 then
      return true
    end
    redis.call('SREM', holders, holder) -- its time to live had run out
  end
  return false
end

for _, id in ipairs(redis.call('LRANGE', key('thread', thread), 0, -1)) do
  forget_job(id)
end
for _, id in ipairs(redis.call('SMEMBERS', key('drawings', thread))) do
  redis.call('DEL', key('drawn', id))
end
local pictures = redis.call('SMEMBERS', key('pictures', thread))
redis.call('DEL', key('thread', thread), key('line', thread), key('drawings', thread),
  key('pictures', thread))
for _, name in ipairs(pictures) do
  if not is_held(name) then
    redis.call('DEL', key('picture', name), key('readings', name), key('holders', name))
  end
end
