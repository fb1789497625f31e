-- Forgets a thread at once: what is still open ends without a word, what comes in
-- later finds nothing to belong to. A picture goes with the last thread that holds it.
-- A question that asks to forget is itself kept, for its answer to find its way, and
-- what was asked after it, with its pictures. With *now* a thread is only forgotten when
-- its time has come and nothing in it is open. Returns 1 where it was forgotten.
local thread, asking, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
if now then
  local at = redis.call('ZSCORE', KEYS[1] .. 'forget', thread)
  if not at or tonumber(at) > now or redis.call('EXISTS', key('line', thread)) == 1 then
    return 0
  end
end
local KEPT_MS = redis.call('PTTL', key('thread', thread))

local function forget_job(id)
  local job = key('job', id)
  local body = redis.call('HGET', job, 'job')
  if body then
    local address = cjson.decode(body).address
    local user = address.platform .. ':' .. address.tenant .. ':' .. address.user
    if asking == '' then
      redis.call('ZREM', key('threads', user), thread)
    end
  end
  end_job(id, 'cancelled', nil)
  redis.call('DEL', job)
end

local ids, kept, wanted = redis.call('LRANGE', key('thread', thread), 0, -1), {}, {}
for _, id in ipairs(ids) do
  if #kept > 0 then
    local body = redis.call('HGET', key('job', id), 'job')
    for _, picture in ipairs(body and cjson.decode(body).pictures or {}) do
      wanted[picture.name] = true
    end
  end
  if id == asking or #kept > 0 then
    kept[#kept + 1] = id
  else
    forget_job(id)
  end
end
for _, id in ipairs(redis.call('SMEMBERS', key('drawings', thread))) do
  redis.call('DEL', key('drawn', id))
end
local pictures = redis.call('SMEMBERS', key('pictures', thread))
redis.call('DEL', key('thread', thread), key('drawings', thread))
local unwanted = {}
for _, name in ipairs(pictures) do
  if not wanted[name] then
    unwanted[#unwanted + 1] = name
  end
end
let_go(thread, unwanted)
if #kept > 0 then
  redis.call('RPUSH', key('thread', thread), unpack(kept))
  redis.call('PEXPIRE', key('thread', thread), KEPT_MS)
else
  redis.call('DEL', key('line', thread))
  redis.call('ZREM', KEYS[1] .. 'forget', thread)
end
return 1
