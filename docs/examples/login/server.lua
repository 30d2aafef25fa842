local QBCore = exports['qb-core']:GetCoreObject()

RegisterNetEvent('login:join', function()
    local player = source
    local license = QBCore.Functions.GetIdentifier(player, 'license')
    local known = MySQL.scalar.await('SELECT citizenid FROM players WHERE license = ?', { license })
    QBCore.Player.Login(player, known or false, not known and {
        cid = 1,
        charinfo = {
            firstname = 'Player', lastname = tostring(player), birthdate = '1990-01-01', gender = 0, nationality = 'USA'
        }
    })
end)
