-- Hands out results that a platform has not shown yet: first those whose carrier fell
-- silent or failed to send, then new ones. What was forgotten meanwhile is dropped.
local stream, carrier = key('outbox', ARGV[1]), ARGV[2]
local lease_ms, count = ARGV[3], tonumber(ARGV[4])
local DELIVERY = 'delivery'
local parcels = {}

local function pack(found, deliveries)
  local result = redis.call('HGET', key('job', found[2][2]), 'result')
  if result and result ~= '' then
    parcels[#parcels + 1] = {found[1], result, deliveries}
  else
    redis.call('XACK', stream, DELIVERY, found[1])
    redis.call('XDEL', stream, found[1])
  end
end

-- One call looks at ten times as many as it is asked for, so those that are held must
-- not hide one behind them that is not.
local function take_over()
  local from = '0-0'
  repeat
    local taken = redis.pcall('XAUTOCLAIM', stream, DELIVERY, carrier, lease_ms, from,
      'COUNT', count - #parcels)
    if taken.err then
      redis.call('XGROUP', 'CREATE', stream, DELIVERY, '0', 'MKSTREAM')
      return
    end
    for _, found in ipairs(taken[2]) do
      local pending = redis.call('XPENDING', stream, DELIVERY, found[1], found[1], 1)
      pack(found, pending[1][4])
    end
    from = taken[1]
  until from == '0-0' or #parcels >= count
end

local function last_id()
  local about = redis.call('XINFO', 'STREAM', stream)
  for at = 1, #about, 2 do
    if about[at] == 'last-generated-id' then
      return about[at + 1]
    end
  end
end

see_it_through()
take_over()
if #parcels < count then
  local reply = redis.call('XREADGROUP', 'GROUP', DELIVERY, carrier,
    'COUNT', count - #parcels, 'STREAMS', stream, '>')
  for _, found in ipairs(reply and reply[1][2] or {}) do
    pack(found, 1)
  end
end
return {parcels, #parcels == 0 and last_id() or ''}
