-- Hands out results that a platform has not shown yet. What was forgotten meanwhile is
-- dropped.
local stream, DELIVERY = key('outbox', ARGV[1]), 'delivery'

local function parcel(found, deliveries)
  local result = redis.call('HGET', key('job', found[2][2]), 'result')
  if result and result ~= '' then
    return {found[1], result, deliveries}
  end
  redis.call('XACK', stream, DELIVERY, found[1])
  redis.call('XDEL', stream, found[1])
end

see_it_through()
return leased(stream, DELIVERY, ARGV[2], ARGV[3], tonumber(ARGV[4]), parcel)
