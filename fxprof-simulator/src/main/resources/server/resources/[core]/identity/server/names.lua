local FIRST = { 'Alma', 'Bruno', 'Carla', 'Dario', 'Edda', 'Falk', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kira', 'Lars' }
local LAST = { 'Abel', 'Brandt', 'Cole', 'Duran', 'Eklund', 'Falke', 'Gray', 'Hale', 'Ibsen', 'Jansen', 'Keller', 'Lund' }

Names = {}

function Names.full(seed)
    return FIRST[seed % #FIRST + 1] .. ' ' .. LAST[seed * 7 % #LAST + 1]
end

-- Registration numbers carry a check digit so that typing errors are noticed.
function Names.registration(seed)
    local digits, sum = {}, 0
    local value = seed * 48271 % 99999989
    for i = 1, 8 do
        local digit = value % 10
        value = (value - digit) / 10
        digits[i] = digit
        sum = sum + digit * (i % 2 == 0 and 3 or 1)
    end
    digits[9] = (10 - sum % 10) % 10
    for i = 1, 9 do digits[i] = ('%d'):format(digits[i]) end
    return table.concat(digits)
end

function Names.similarity(a, b)
    local same, shorter = 0, math.min(#a, #b)
    for i = 1, shorter do
        if a:byte(i) == b:byte(i) then same = same + 1 end
    end
    return shorter == 0 and 0 or same / shorter
end
