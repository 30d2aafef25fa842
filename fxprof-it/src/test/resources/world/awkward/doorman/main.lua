AddEventHandler('playerConnecting', function(name, setKickReason, deferrals)
    print('connecting', name, GetPlayerName(source), GetPlayerIdentifierByType(source, 'license') ~= nil)
    if name == 'Player 1' then
        CancelEvent()
    elseif name == 'Player 2' then
        deferrals.defer()
        Wait(100)
        deferrals.done()
    elseif name == 'Player 3' then
        deferrals.defer()
        deferrals.done('not today')
    end
end)

AddEventHandler('playerJoining', function()
    local name = GetPlayerName(source)
    print('joining', name)
    local ped = GetPlayerPed(source)
    SetEntityCoords(ped, vector3(1, 2, 3))
    print('moved', GetEntityCoords(ped))
    if name == 'Player 4' then
        DropPlayer(source, 'banned')
    end
end)

AddEventHandler('playerDropped', function(reason)
    print('dropped', GetPlayerName(source), reason)
    DropPlayer(source, 'again')
end)
