-- Lets questions in, or says which bound each has reached: several at once, each by the
-- same rules. What is only checked leaves no trace.
local now, keep_s = tonumber(ARGV[1]), ARGV[2]
local user_max, tenant_max, total_max =
  tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local lanes = tonumber(ARGV[6])
local open, waiting = redis.call('ZCARD', OPEN), redis.call('ZCARD', WAITING)
local MINUTE_MS, MINUTE_S, DAY_S = 60000, '60', '86400'
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
  local since = tonumber(redis.call('LINDEX', asked, '-' .. ARGV[3]))
  if since and since > now - MINUTE_MS then
    return {'user', since + MINUTE_MS - now, user_max}
  end
  local count = tonumber(redis.call('HGET', TENANTS, tenant)) or 0
  if count >= tenant_max then
    return {'tenant', 0, count}
  end
  if open >= total_max then
    return {'total', 0, open}
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
  redis.call('ZADD', threads, ARGV[1], thread)
  redis.call('EXPIRE', threads, keep_s)
end

-- Nobody of its thread is ahead; one whose time to live ran out is no longer there.
local function is_first(line, id)
  if redis.call('RPUSH', line, id) == 1 then
    return true
  end
  local first = redis.call('LINDEX', line, '0')
  while first ~= id and redis.call('EXISTS', key('job', first)) == 0 do
    redis.call('LPOP', line)
    first = redis.call('LINDEX', line, '0')
  end
  return first == id
end

-- A tenant keeps its lane while it has open jobs. One that comes anew gets the emptiest:
-- its *own*, by its name, unless somebody waits there and fewer elsewhere.
local function lane_of(tenant, own)
  local kept = redis.call('HGET', PLACES, tenant)
  if kept and tonumber(kept) < lanes then
    return kept
  end
  local lane, least = own, redis.call('XLEN', key('jobs', own))
  for other = 0, lanes - 1 do
    if least == 0 then
      break
    end
    local length = redis.call('XLEN', key('jobs', other))
    if length < least then
      lane, least = other, length
    end
  end
  redis.call('HSET', PLACES, tenant, lane)
  return lane
end

-- The first write is one that a full Redis refuses, and the script with it.
local function accept(id, body, event, own, tenant, user, thread, deadline)
  local job, line, asked = key('job', id), key('line', thread), key('asked', user)
  redis.call('SET', key('event', event), id, 'EX', DAY_S)
  local lane = lane_of(tenant, own)
  redis.call('HSET', job, 'job', body, 'state', 'queued', 'tenant', tenant,
    'thread', thread, 'deadline', deadline, 'lane', lane,
    'entry', is_first(line, id) and put_on_lane(id, lane) or '')
  redis.call('EXPIRE', job, keep_s)
  redis.call('ZADD', OPEN, deadline, id)
  redis.call('ZADD', WAITING, deadline, id)
  redis.call('HINCRBY', TENANTS, tenant, '1')
  if redis.call('RPUSH', asked, ARGV[1]) > user_max then
    redis.call('LPOP', asked)
  end
  redis.call('EXPIRE', asked, MINUTE_S)
  remember(id, thread, user)
  open, waiting = open + 1, waiting + 1
  return {'new', id, waiting}
end

local answers = {}
for at = 7, #ARGV, 9 do
  local mode, id, body, event, own, tenant, user, thread, deadline =
    unpack(ARGV, at, at + 8)
  local answer = known(event) or reached_bound(tenant, key('asked', user))
  if not answer and mode == 'submit' then
    answer = accept(id, body, event, own, tenant, user, thread, deadline)
  end
  answers[#answers + 1] = answer or {'free'}
end
return answers
