-- Takes one question back as if it had never been asked: it ends unheard, its turn and
-- the pictures that it alone brought to the thread are gone.
local id = ARGV[1]
local job = key('job', id)
local body = redis.call('HGET', job, 'job')
if not body then
  return 0
end
local asked = cjson.decode(body)
local address = asked.address
local thread = table.concat(
  {address.platform, address.tenant, address.channel, address.thread}, ':')
local wanted, unwanted = {}, {}

end_job(id, 'cancelled', nil)
redis.call('LREM', key('thread', thread), 0, id)
redis.call('DEL', job)
for _, other in ipairs(redis.call('LRANGE', key('thread', thread), 0, -1)) do
  local turn = redis.call('HGET', key('job', other), 'job')
  for _, picture in ipairs(turn and cjson.decode(turn).pictures or {}) do
    wanted[picture.name] = true
  end
end
for _, picture in ipairs(asked.pictures or {}) do
  if not wanted[picture.name] then
    unwanted[#unwanted + 1] = picture.name
  end
end
let_go(thread, unwanted)
return 1
