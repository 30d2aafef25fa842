local boxes, turn = Util.byPlayer(), 0

local function deliver(target, from, text)
    local box = boxes[target]
    if not box then
        box = Util.ring(MailConfig.box, false)
        boxes[target] = box
    end
    Util.push(box, { from = from, text = text, spam = Spam.score(text) > 1 })
    TriggerClientEvent('mail:arrived', target, from)
end

RegisterNetEvent('mail:send', function(target, text)
    local sender = exports.identity:getIdentity(source)
    deliver(target, sender and sender.name or 'unknown', tostring(text))
end)

AddEventHandler('core:playerUnloaded', function(src)
    boxes[src] = nil
end)

-- Rates the samples again and again: this is how the post office spends its day.
local function rateSamples()
    local sum = 0
    for step = 1, 3 do
        turn = turn % #MailConfig.sample + 1
        sum = sum + Spam.score(MailConfig.sample[turn])
    end
    return sum
end

CreateThread(function()
    Wait(50)
    while true do
        rateSamples()
        Wait(100)
    end
end)
