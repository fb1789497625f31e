-- Puts claimed jobs back, as idle as if their worker had gone long ago, but uncounted.
see_it_through()
local LONG_AGO_MS = 86400000
for at = 1, #ARGV, 5 do
  local worker, id, lane, entry, deliveries = unpack(ARGV, at, at + 4)
  local stream, job = key('jobs', lane), key('job', id)
  local held = redis.pcall('XPENDING', stream, GROUP, entry, entry, 1, worker)
  local deadline = redis.call('HGET', job, 'deadline')
  if deadline and not held.err and #held > 0 then
    redis.call('XCLAIM', stream, GROUP, worker, 0, entry,
      'IDLE', LONG_AGO_MS, 'RETRYCOUNT', deliveries - 1, 'JUSTID')
    redis.call('HSET', job, 'state', 'queued')
    redis.call('ZADD', WAITING, deadline, id)
    publish(id, 'queued')
  end
end
