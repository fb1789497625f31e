-- What stands where on a platform, so that nothing is said twice.
-- begin NAME TOKEN NOW LEASE KEEP: the place, or the turn to post ('turn', had it been
--   begun before without an end), or 'busy' while another has the turn.
-- renew NAME TOKEN NOW LEASE: holds the turn for longer; 0 where it was lost.
-- placed NAME TOKEN STANDS KEEP PLACE: records it and what stands there; 0 where another
--   name stands there or the turn was lost.
-- move OLD NEW KEEP: what OLD posted belongs to NEW, unless NEW stands already; returns
--   NEW's place.
local what, name = ARGV[1], ARGV[2]
local post = key('post', name)

local function place_of(of)
  return redis.call('HGET', of, 'place') or ''
end

local function begin()
  local token, now, lease_ms, keep_s = ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
  local place = place_of(post)
  if place ~= '' then
    return {'place', place}
  end
  local held = redis.call('HMGET', post, 'token', 'until')
  if held[1] and tonumber(held[2]) > now then
    return {'busy', ''}
  end
  redis.call('HSET', post, 'token', token, 'until', now + lease_ms)
  redis.call('EXPIRE', post, keep_s)
  return {'turn', held[1] and '1' or ''}
end

local function placed()
  local token, stands, keep_s, place = ARGV[3], key('stands', ARGV[4]), ARGV[5], ARGV[6]
  if redis.call('HGET', post, 'token') ~= token or place_of(post) ~= '' then
    return 0
  end
  local other = redis.call('GET', stands)
  if other and other ~= name then
    return 0
  end
  redis.call('SET', stands, name, 'EX', keep_s)
  redis.call('HSET', post, 'place', place, 'stands', ARGV[4])
  redis.call('HDEL', post, 'token', 'until')
  redis.call('EXPIRE', post, keep_s)
  return 1
end

local function renew()
  if redis.call('HGET', post, 'token') ~= ARGV[3] then
    return 0
  end
  redis.call('HSET', post, 'until', ARGV[4] + ARGV[5])
  return 1
end

local function give_up()
  if redis.call('HGET', post, 'token') == ARGV[3] then
    redis.call('HDEL', post, 'token', 'until')
  end
  return 1
end

local function move()
  local new, keep_s = key('post', ARGV[3]), ARGV[4]
  local found = redis.call('HMGET', post, 'place', 'stands')
  if not found[1] or place_of(new) ~= '' then
    return place_of(new)
  end
  redis.call('DEL', post)
  redis.call('HSET', new, 'place', found[1], 'stands', found[2])
  redis.call('HDEL', new, 'token', 'until')
  redis.call('EXPIRE', new, keep_s)
  redis.call('SET', key('stands', found[2]), ARGV[3], 'EX', keep_s)
  return found[1]
end

local function drop()
  local stands = redis.call('HGET', post, 'stands')
  if stands and redis.call('GET', key('stands', stands)) == name then
    redis.call('DEL', key('stands', stands))
  end
  redis.call('DEL', post)
  return 1
end

local deeds = {begin = begin, renew = renew, placed = placed, give_up = give_up, move = move, drop = drop}
return deeds[what]()
