-- Ends jobs, each with its state and its result: an answer, a failure, a stop.
see_it_through()
local ended = {}
for at = 2, #ARGV, 3 do
  ended[#ended + 1] = end_job(ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[1]) and 1 or 0
end
return ended
