Players = {}

function Players.create(src, row)
    local license = GetPlayerIdentifierByType(src, 'license') or ('unknown:' .. src)
    local player = row or {}
    player.id = src
    player.license = license
    player.name = GetPlayerName(src) or ('Player ' .. src)
    player.job = player.job or Jobs.forNewcomer(src)
    player.grade = player.grade or src % 4
    player.cash = player.cash or CoreConfig.startCash
    player.needs = { hunger = 100, thirst = 100, stress = 0, fatigue = 100 }
    Players[src] = player
    return player
end

function Players.save(src)
    local player = Players[src]
    if not player then return end
    -- only plain columns go to the store; needs are rebuilt at the next login
    exports.database:upsert('players', player.license, {
        license = player.license, name = player.name,
        job = player.job, grade = player.grade, cash = player.cash,
    })
end

function Players.drop(src)
    Players.save(src)
    Players[src] = nil
end
