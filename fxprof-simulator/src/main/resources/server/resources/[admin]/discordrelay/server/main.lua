local queue = Util.ring(RelayConfig.queue, { author = 'server', text = 'The relay is waiting for something to say.' })
local failures = 0

AddEventHandler('chat:said', function(src, text)
    Util.push(queue, { author = 'Player ' .. src, text = text })
end)

local function post()
    local body = json.encode(Payload.embed(queue))
    PerformHttpRequest(RelayConfig.url, function(status, answer)
        if status ~= 200 then
            failures = failures + 1
            return
        end
        -- the hook answers with JSON, or with an error page while it is down
        local ok, decoded = pcall(json.decode, answer)
        failures = ok and type(decoded) == 'table' and 0 or failures + 1
    end, 'POST', body, { ['Content-Type'] = 'application/json' })
end

CreateThread(function()
    Wait(250)
    while true do
        -- the hook refuses large bodies: keep an eye on the size
        if Payload.size(queue) > 6000 then Util.push(queue, { author = 'server', text = '…' }) end
        Wait(250)
    end
end)

CreateThread(function()
    Wait(2650)
    while true do
        post()
        Wait(RelayConfig.every)
    end
end)

RegisterCommand('relay_flush', function()
    post()
end, true)
