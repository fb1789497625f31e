-- Hands letters of an inbox to who handles them.
local function letter(found, deliveries)
  return {found[1], found[2][2], deliveries}
end

see_it_through()
return leased(key('inbox', ARGV[1]), 'handlers', ARGV[2], ARGV[3], tonumber(ARGV[4]), letter)
