-- Ends jobs, each with its state and its result: an answer, a failure, a stop. Learns
-- from the answers how many seconds one takes, the newest counting most.
local now, NEWEST_WEIGHT = tonumber(ARGV[1]), 0.2
local ended, seconds, answers = {}, 0, 0

see_it_through()
for at = 2, #ARGV, 3 do
  local began = end_job(ARGV[at], ARGV[at + 1], ARGV[at + 2])
  ended[#ended + 1] = began and 1 or 0
  if ARGV[at + 1] == 'answered' and tonumber(began) then
    seconds, answers = seconds + math.max(now - began, 0) / 1000, answers + 1
  end
end
if answers > 0 then
  local mean = seconds / answers
  local pace = tonumber(redis.call('GET', KEYS[1] .. 'pace')) or mean
  redis.call('SET', KEYS[1] .. 'pace', tostring(pace + NEWEST_WEIGHT * (mean - pace)))
end
return ended
