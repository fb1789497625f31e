-- Lets questions in, or says which bound each has reached: several at once, each by the
-- same rules. What is only checked leaves no trace.
local now, keep_s = tonumber(ARGV[1]), ARGV[2]
local user_max, tenant_max, total_max =
  tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local MINUTE_S, EVENT_S = 60, 86400
local REFRESHED = 100 -- the newest turns of a long thread live on with it

local function known(event)
  local id = redis.call('GET', key('event', event))
  if not id then
    return nil
  end
  local rank = redis.call('ZRANK', WAITING, id)
  return {'known', id, rank and rank + 1 or 0}
end

local function reached_bound(tenant, asked)
  local count = redis.call('ZCOUNT', asked, '(' .. now - MINUTE_S, '+inf')
  if count >= user_max then
    local since = redis.call('ZRANGE', asked, -user_max, -user_max, 'WITHSCORES')[2]
    return {'user', tostring(tonumber(since) + MINUTE_S - now), count}
  end
  count = tonumber(redis.call('HGET', TENANTS, tenant)) or 0
  if count >= tenant_max then
    return {'tenant', '', count}
  end
  count = redis.call('ZCARD', OPEN)
  if count >= total_max then
    return {'total', '', count}
  end
  return nil
end

-- A thread that goes on keeps its earlier turns and its pictures.
local function refresh(thread)
  for _, id in ipairs(redis.call('LRANGE', key('thread', thread), -REFRESHED, -2)) do
    redis.call('EXPIRE', key('job', id), keep_s)
  end
  redis.call('EXPIRE', key('pictures', thread), keep_s)
  for _, name in ipairs(redis.call('SMEMBERS', key('pictures', thread))) do
    redis.call('EXPIRE', key('picture', name), keep_s)
    redis.call('EXPIRE', key('holders', name), keep_s)
    redis.call('EXPIRE', key('readings', name), keep_s)
  end
  redis.call('EXPIRE', key('drawings', thread), keep_s)
  for _, id in ipairs(redis.call('SMEMBERS', key('drawings', thread))) do
    redis.call('EXPIRE', key('drawn', id), keep_s)
  end
end

local function remember(id, thread, user)
  local turns, threads = key('thread', thread), key('threads', user)
  if redis.call('RPUSH', turns, id) > 1 then
    refresh(thread)
  end
  redis.call('EXPIRE', turns, keep_s)
  redis.call('ZADD', threads, now, thread)
  redis.call('EXPIRE', threads, keep_s)
end

-- The first write is one that a full Redis refuses, and the script with it.
local function accept(id, body, event, lane, platform, tenant, user, thread, deadline)
  local job, line, asked = key('job', id), key('line', thread), key('asked', user)
  redis.call('SET', key('event', event), id, 'EX', EVENT_S)
  local number = redis.call('INCR', KEYS[1] .. 'sequence')
  redis.call('HSET', job, 'job', body, 'state', 'queued', 'lane', lane,
    'platform', platform, 'tenant', tenant, 'user', user, 'thread', thread,
    'number', number)
  redis.call('EXPIRE', job, keep_s)
  redis.call('ZADD', OPEN, deadline, id)
  redis.call('ZADD', WAITING, number, id)
  redis.call('HINCRBY', TENANTS, tenant, 1)
  redis.call('ZREMRANGEBYSCORE', asked, '-inf', now - MINUTE_S)
  redis.call('ZADD', asked, now, id)
  redis.call('EXPIRE', asked, MINUTE_S)
  remember(id, thread, user)
  if redis.call('RPUSH', line, id) == 1 then
    step_up(thread)
  end
  redis.call('EXPIRE', line, keep_s)
  return {'new', id, redis.call('ZCARD', WAITING)}
end

local answers = {}
for at = 6, #ARGV, 10 do
  local mode, id, body, event, lane, platform, tenant, user, thread, deadline =
    unpack(ARGV, at, at + 9)
  local answer = known(event) or reached_bound(tenant, key('asked', user))
  if not answer and mode == 'submit' then
    answer = accept(id, body, event, lane, platform, tenant, user, thread, deadline)
  end
  answers[#answers + 1] = answer or {'free', '', 0}
end
return answers
