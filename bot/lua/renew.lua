-- Renews the leases that a worker still has, and says it is alive; returns 1 for each
-- lease renewed, 0 for each that is gone: ended, or another's by now.
see_it_through()
local worker, now, silent_ms = ARGV[1], ARGV[2], ARGV[3]
local renewed = {}
for at = 4, #ARGV, 2 do
  local stream, entry = key('jobs', ARGV[at]), ARGV[at + 1]
  local held = redis.pcall('XPENDING', stream, GROUP, entry, entry, 1, worker)
  local is_held = not held.err and #held > 0
  if is_held then
    redis.call('XCLAIM', stream, GROUP, worker, 0, entry, 'JUSTID')
  end
  renewed[#renewed + 1] = is_held and 1 or 0
end
redis.call('ZREMRANGEBYSCORE', KEYS[1] .. 'workers', '-inf', string.format('%.0f', now - silent_ms))
redis.call('ZADD', KEYS[1] .. 'workers', now, worker)
return renewed
