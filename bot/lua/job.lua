-- What becomes of a job, whichever script asks; every script begins with this file.
-- KEYS[1] begins every key, ../redis_keys.py lists them. No script reads a clock:
-- the time is passed in.
local GROUP = 'workers'
local WAITING, OPEN = KEYS[1] .. 'waiting', KEYS[1] .. 'open'
local TENANTS, PACE = KEYS[1] .. 'tenants', KEYS[1] .. 'pace'
local NEWEST_WEIGHT = 0.2

local function key(kind, name)
  return KEYS[1] .. kind .. ':' .. name
end

local function publish(id, state)
  local glimpse = cjson.encode({job_id = id, state = state})
  redis.call('PUBLISH', KEYS[1] .. 'progress', glimpse)
end

local function is_open(state)
  return state == 'queued' or state == 'working'
end

local function drop_entry(lane, entry)
  local stream = key('jobs', lane)
  redis.call('XACK', stream, GROUP, entry)
  redis.call('XDEL', stream, entry)
end

-- A thread's questions are answered in order: only the first of its line is on a lane.
local function step_up(thread)
  local line = key('line', thread)
  local id = redis.call('LINDEX', line, 0)
  while id do
    local lane = redis.call('HGET', key('job', id), 'lane')
    if lane then
      local entry = redis.call('XADD', key('jobs', lane), '*', 'job', id)
      redis.call('HSET', key('job', id), 'entry', entry)
      return
    end
    redis.call('LPOP', line) -- its time to live had run out
    id = redis.call('LINDEX', line, 0)
  end
end

local function leave_line(thread, id)
  local line = key('line', thread)
  if redis.call('LINDEX', line, 0) == id then
    redis.call('LPOP', line)
    step_up(thread)
  else
    redis.call('LREM', line, 1, id)
  end
end

-- Seconds from claim to answer, the newest counting most.
local function learn_pace(seconds)
  local pace = tonumber(redis.call('GET', PACE)) or seconds
  redis.call('SET', PACE, tostring(pace + NEWEST_WEIGHT * (seconds - pace)))
end

-- Redis never breaks off a script that has written. This writes nothing, in a way that
-- even a full Redis takes: what was let in gets its answer all the same.
local function see_it_through()
  redis.call('ZREM', WAITING, '')
end

-- Ends a job once; says whether this was the time. Without a result nobody is told.
local function end_job(id, state, result, now)
  local job = key('job', id)
  local was = redis.call('HMGET', job,
    'state', 'lane', 'entry', 'thread', 'tenant', 'platform', 'began')
  redis.call('ZREM', WAITING, id)
  if not is_open(was[1]) then
    redis.call('ZREM', OPEN, id)
    return false
  end
  redis.call('HSET', job, 'state', state, 'result', result or '')
  if result then
    redis.call('XADD', key('outbox', was[6]), '*', 'job', id)
  end
  if was[3] then
    drop_entry(was[2], was[3])
  end
  redis.call('ZREM', OPEN, id)
  if redis.call('HINCRBY', TENANTS, was[5], -1) <= 0 then
    redis.call('HDEL', TENANTS, was[5])
  end
  leave_line(was[4], id)
  if state == 'answered' and was[7] then
    learn_pace(math.max(tonumber(now) - tonumber(was[7]), 0))
  end
  publish(id, state)
  return true
end
