local function payday(rounds)
    local sum = 1
    for step = 1, 750 * rounds do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

function tax(amount)
    local sum = amount
    for step = 1, 2000 do
        sum = (sum * 31 + step) % 65537
    end
    return sum
end

AddEventHandler('weather:changed', function(rounds)
    payday(rounds)
    exports.jobs:tax(rounds)
end)
