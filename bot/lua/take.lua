-- Hands letters of an inbox to who handles them: first those whose handler fell silent
-- or failed, then new ones.
local stream, consumer = key('inbox', ARGV[1]), ARGV[2]
local lease_ms, count = ARGV[3], tonumber(ARGV[4])
local HANDLERS = 'handlers'
local letters = {}

local function hand_over(found, deliveries)
  letters[#letters + 1] = {found[1], found[2][2], deliveries}
end

-- One call looks at ten times as many as it is asked for, so those that are held must
-- not hide one behind them that is not.
local function take_over()
  local from = '0-0'
  repeat
    local taken = redis.pcall('XAUTOCLAIM', stream, HANDLERS, consumer, lease_ms, from,
      'COUNT', count - #letters)
    if taken.err then
      redis.call('XGROUP', 'CREATE', stream, HANDLERS, '0', 'MKSTREAM')
      return
    end
    for _, found in ipairs(taken[2]) do
      local pending = redis.call('XPENDING', stream, HANDLERS, found[1], found[1], 1)
      hand_over(found, pending[1][4])
    end
    from = taken[1]
  until from == '0-0' or #letters >= count
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
if #letters < count then
  local reply = redis.call('XREADGROUP', 'GROUP', HANDLERS, consumer,
    'COUNT', count - #letters, 'STREAMS', stream, '>')
  for _, found in ipairs(reply and reply[1][2] or {}) do
    hand_over(found, 1)
  end
end
return {letters, #letters == 0 and last_id() or ''}
