-- Hands a worker as many jobs as it has room for: one turn of each lane after another.
-- With *looks* it first looks for jobs of workers that fell silent. A job that may have
-- killed one is handed out alone, to empty hands; until hands are empty nothing new is.
-- XPENDING and XCLAIM instead of XAUTOCLAIM: what an entry has been through must be
-- known before it is taken.
local worker, now, room = ARGV[1], ARGV[2], tonumber(ARGV[3])
local is_empty_handed, looks = ARGV[4] == '1', ARGV[5] == '1'
local lease_ms, deliveries_max = tonumber(ARGV[6]), tonumber(ARGV[7])
local lanes, first = tonumber(ARGV[8]), tonumber(ARGV[9])
-- After Redis was away every lease looks old: a worker is slower to doubt itself.
local OWN_LEASES, SCANNED = 1.5, 16

local claims, spent = {}, {}
local is_held_back = false

local function begin(id, lane, entry, deliveries)
  local job = key('job', id)
  local found = redis.call('HMGET', job, 'state', 'entry', 'job', 'deadline')
  if not is_open(found[1]) or found[2] ~= entry then
    drop_entry(lane, entry)
    return
  end
  if tonumber(found[4]) <= tonumber(now) then
    return -- the next sweep ends it
  end
  redis.call('HSET', job, 'state', 'working', 'began', now)
  redis.call('ZREM', WAITING, id)
  publish(id, 'working')
  claims[#claims + 1] = {lane, entry, deliveries, found[3]}
end

local function made(call)
  local reply = redis.pcall(unpack(call))
  if type(reply) ~= 'table' or not reply.err then
    return reply
  end
  if not string.find(reply.err, 'NOGROUP') then
    error(reply.err)
  end
  local stream = key('jobs', call.lane)
  redis.call('XGROUP', 'CREATE', stream, GROUP, '0', 'MKSTREAM')
  return redis.call(unpack(call))
end

local function read(lane, count)
  local stream = key('jobs', lane)
  local reply = made({'XREADGROUP', 'GROUP', GROUP, worker, 'COUNT', count,
    'STREAMS', stream, '>', lane = lane})
  local entries = reply and reply[1][2] or {}
  for _, found in ipairs(entries) do
    begin(found[2][2], lane, found[1], 1)
  end
  return #entries == count
end

local function take_over(lane, entry, deliveries)
  local stream = key('jobs', lane)
  local taken = redis.call('XCLAIM', stream, GROUP, worker, lease_ms, entry)[1]
  if not taken then
    return -- deleted by hand
  end
  local id = taken[2][2]
  if deliveries > deliveries_max then
    local job = redis.call('HGET', key('job', id), 'job')
    if job then
      spent[#spent + 1] = job
    else
      drop_entry(lane, entry)
    end
  else
    begin(id, lane, entry, deliveries)
  end
end

local function look_after(lane)
  local stream = key('jobs', lane)
  local found = made({'XPENDING', stream, GROUP, 'IDLE', lease_ms, '-', '+', SCANNED,
    lane = lane})
  for _, pending in ipairs(found) do
    local entry, owner, idle, deliveries =
      pending[1], pending[2], pending[3], pending[4] + 1
    local is_suspect = deliveries > 1 and deliveries <= deliveries_max
    local is_own = owner == worker and idle < OWN_LEASES * lease_ms
    if is_suspect and not is_own then
      if is_empty_handed and #claims == 0 then
        take_over(lane, entry, deliveries)
        if #claims > 0 then
          return true
        end
      else
        is_held_back = true
      end
    elseif not is_own and #claims < room then
      take_over(lane, entry, deliveries)
    end
  end
  return false
end

local function each_lane(visit)
  for turn = 0, lanes - 1 do
    if visit((first + turn) % lanes) then
      return true
    end
  end
  return false
end

local function last_ids()
  local ids = {}
  for lane = 0, lanes - 1 do
    ids[#ids + 1] = last_id(key('jobs', lane))
  end
  return ids
end

see_it_through()
local has_suspect = looks and each_lane(look_after)
if not has_suspect and not is_held_back then
  local share, has_more = math.max(math.floor(room / lanes), 1), {}
  each_lane(function(lane)
    if #claims < room then
      has_more[lane] = read(lane, math.min(share, room - #claims))
    end
  end)
  each_lane(function(lane)
    if has_more[lane] and #claims < room then
      read(lane, room - #claims)
    end
  end)
end
return {claims, spent, is_held_back and 1 or 0, #claims == 0 and last_ids() or {}}
