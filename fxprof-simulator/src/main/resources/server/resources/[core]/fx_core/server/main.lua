local function getPlayer(src)
    local player = Players[tonumber(src)]
    if not player then return nil end
    return { id = player.id, name = player.name, license = player.license, job = player.job, grade = player.grade, cash = player.cash }
end

local function getJob(src)
    local player = Players[tonumber(src)]
    if not player then return 'unemployed', 0 end
    return player.job, player.grade
end

local function getPlayersInJob(job)
    local found, n = {}, 0
    for _, id in ipairs(Roster.ids) do
        local player = Players[id]
        if player and player.job == job then
            n = n + 1
            found[n] = id
        end
    end
    return found
end

local function setJob(src, job, grade)
    local player = Players[tonumber(src)]
    if not player or not Jobs.salary[job] then return false end
    player.job, player.grade = job, grade
    TriggerEvent('core:jobChanged', player.id, job, grade)
    return true
end

local function salaryOf(src)
    local player = Players[tonumber(src)]
    return player and Jobs.pay(player.job, player.grade) or 0
end

local function addCash(src, amount)
    local player = Players[tonumber(src)]
    if not player then return false end
    player.cash = Util.clamp(player.cash + amount, 0, 1000000)
    return player.cash
end

exports('getPlayer', getPlayer)
exports('getJob', getJob)
exports('getPlayersInJob', getPlayersInJob)
exports('setJob', setJob)
exports('salaryOf', salaryOf)
exports('addCash', addCash)

local function loadPlayer(src)
    CreateThread(function()
        local answer = promise.new()
        local license = GetPlayerIdentifierByType(src, 'license')
        exports.database:fetchAsync('players', license, function(row)
            answer:resolve(row or false)
        end)
        local row = Citizen.Await(answer)
        local player = Players.create(src, row or nil)
        Player(src).state:set('job', player.job, true)
        TriggerEvent('core:playerLoaded', src, player.name, player.job)
    end)
end

AddEventHandler('playerJoining', function()
    loadPlayer(tonumber(source))
end)

AddEventHandler('playerDropped', function()
    local src = tonumber(source)
    TriggerEvent('core:playerUnloaded', src)
    Players.drop(src)
end)

RegisterNetEvent('core:heartbeat', function(sequence)
    local player = Players[source]
    if player then
        player.lastSequence = sequence
    end
end)

CreateThread(function()
    while true do
        for _, id in ipairs(Roster.slice(CoreConfig.statusSlice)) do
            if Players[id] then Status.decay(Players[id]) end
        end
        -- write-behind: a little each tick instead of everybody at once
        local id = Roster.slice(CoreConfig.saveSlice)[1]
        if id and Players[id] then
            Players.save(id)
            Status.publish(Players[id])
        end
        Wait(0)
    end
end)
