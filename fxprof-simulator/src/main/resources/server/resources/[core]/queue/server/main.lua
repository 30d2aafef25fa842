local slots = GetConvarInt('sv_maxclients', 64)

-- People who gave up still stand in the list until their entry is pushed out.
for i = 1, 24 do
    Queue.push('Visitor ' .. i, i % 3)
end

AddEventHandler('playerConnecting', function(name, setKickReason, deferrals)
    local src = source
    deferrals.defer()
    deferrals.update(('Checking the queue (%d slots)…'):format(slots))
    Queue.push(name, IsPlayerAceAllowed(src, 'queue.priority') and 3 or 0)
    deferrals.done()
end)

RegisterNetEvent('core:heartbeat', function()
    -- a heartbeat proves that the slot is really taken
    Queue.lastBeat = source
end)

CreateThread(function()
    Wait(100)
    while true do
        Queue.reorder()
        GlobalState.queueTop = Queue.describe()
        Wait(250)
    end
end)

RegisterCommand('queue_status', function(src)
    GlobalState.queueLength = #Queue.entries
end, true)
