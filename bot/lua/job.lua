-- What becomes of a job, whichever script asks; every script begins with this file.
-- KEYS[1] begins every key, ../redis_keys.py lists them. No script reads a clock:
-- the time is passed in, in whole milliseconds.
local GROUP = 'workers'
local WAITING, OPEN = KEYS[1] .. 'waiting', KEYS[1] .. 'open'
local TENANTS, PLACES = KEYS[1] .. 'tenants', KEYS[1] .. 'places'

local function key(kind, name)
  return KEYS[1] .. kind .. ':' .. name
end

local function publish(id, state)
  local glimpse = '{"job_id":"' .. id .. '","state":"' .. state .. '"}'
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

local function put_on_lane(id, lane)
  return redis.call('XADD', key('jobs', lane), '*', 'job', id)
end

-- A thread's questions are answered in order: only the first of its line is on a lane.
local function leave_line(thread, id)
  local line = key('line', thread)
  local ahead = redis.call('LPOP', line, '2') or {}
  if #ahead == 2 then
    redis.call('LPUSH', line, ahead[2])
  end
  if ahead[1] == id then
    local next_job = ahead[2] and key('job', ahead[2])
    local lane = next_job and redis.call('HGET', next_job, 'lane')
    if lane then
      redis.call('HSET', next_job, 'entry', put_on_lane(ahead[2], lane))
    end
  elseif ahead[1] then
    redis.call('LPUSH', line, ahead[1])
    redis.call('LREM', line, 1, id)
  end
end

-- Redis never breaks off a script that has written. This writes nothing, in a way that
-- even a full Redis takes: what was let in gets its answer all the same.
local function see_it_through()
  redis.call('ZREM', WAITING, '')
end

-- Ends a job once; returns when it was begun, or '' for one that never was, or nil when
-- it had ended before. Without a result nobody is told.
local function end_job(id, state, result)
  local job = key('job', id)
  local was = redis.call('HMGET', job,
    'state', 'lane', 'entry', 'thread', 'tenant', 'began')
  if was[1] ~= 'working' then
    redis.call('ZREM', WAITING, id)
  end
  redis.call('ZREM', OPEN, id)
  if not is_open(was[1]) then
    return nil
  end
  redis.call('HSET', job, 'state', state, 'result', result or '')
  if result then
    local platform = string.match(was[5], '^[^:]+') -- a tenant's key begins with it
    redis.call('XADD', key('outbox', platform), '*', 'job', id)
  end
  if was[3] ~= '' then
    drop_entry(was[2], was[3])
  end
  if redis.call('HINCRBY', TENANTS, was[5], '-1') <= 0 then
    redis.call('HDEL', TENANTS, was[5])
    redis.call('HDEL', PLACES, was[5])
  end
  leave_line(was[4], id)
  publish(id, state)
  return was[6] or ''
end

-- Whether any thread still holds a picture; one whose time ran out does not.
local function is_held(name)
  local holders = key('holders', name)
  for _, holder in ipairs(redis.call('SMEMBERS', holders)) do
    if redis.call('SISMEMBER', key('pictures', holder), name) == 1 then
      return true
    end
    redis.call('SREM', holders, holder)
  end
  return false
end

-- A thread lets go of pictures; each goes with the last thread that holds it.
local function let_go(thread, pictures)
  for _, name in ipairs(pictures) do
    redis.call('SREM', key('pictures', thread), name)
    redis.call('SREM', key('holders', name), thread)
    if not is_held(name) then
      redis.call('DEL', key('picture', name), key('readings', name), key('holders', name))
    end
  end
end

local function last_id(stream)
  local about = redis.call('XINFO', 'STREAM', stream)
  for at = 1, #about, 2 do
    if about[at] == 'last-generated-id' then
      return about[at + 1]
    end
  end
end

-- Hands up to *count* entries of a stream to *holder*: first those whose holder fell
-- silent or failed, then new ones, each as *pack* makes it; what it makes nothing of is
-- passed over. Returns them, and the stream's last id where there are none.
local function leased(stream, group, holder, lease_ms, count, pack)
  local handed = {}

  local function hand_over(found, deliveries)
    handed[#handed + 1] = pack(found, deliveries)
  end

  -- One call looks at ten times as many as it is asked for, so those that are held must
  -- not hide one behind them that is not.
  local function take_over()
    local from = '0-0'
    repeat
      local taken = redis.pcall('XAUTOCLAIM', stream, group, holder, lease_ms, from,
        'COUNT', count - #handed)
      if taken.err then
        redis.call('XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM')
        return
      end
      for _, found in ipairs(taken[2]) do
        local pending = redis.call('XPENDING', stream, group, found[1], found[1], 1)
        hand_over(found, pending[1][4])
      end
      from = taken[1]
    until from == '0-0' or #handed >= count
  end

  take_over()
  if #handed < count then
    local reply = redis.call('XREADGROUP', 'GROUP', group, holder,
      'COUNT', count - #handed, 'STREAMS', stream, '>')
    for _, found in ipairs(reply and reply[1][2] or {}) do
      hand_over(found, 1)
    end
  end
  return {handed, #handed == 0 and last_id(stream) or ''}
end
