local turn = 0

local function bookFlow(amount)
    turn = turn % #Funds + 1
    local fund = Funds[turn]
    Util.push(fund.flow, amount)
    fund.money = Util.clamp(fund.money + amount, 0, 1000000)
end

-- Every pay run costs the societies a share.
AddEventHandler('payroll:done', function(count)
    bookFlow(25 - count * 4)
end)

AddEventHandler('core:jobChanged', function(src, job, grade)
    local fund = Funds.find(job)
    if fund then fund.money = fund.money - grade * 10 end
end)

local function staffList(job)
    local lines = {}
    for i, id in ipairs(exports.fx_core:getPlayersInJob(job)) do
        local worker = exports.fx_core:getPlayer(id)
        if worker then lines[#lines + 1] = ('%-24s grade %d'):format(worker.name, worker.grade) end
        if i >= 3 then break end
    end
    return table.concat(lines, '\n')
end

RegisterNetEvent('bossmenu:open', function()
    local job, grade = exports.fx_core:getJob(source)
    local fund = Funds.find(job)
    if fund and grade >= 2 then
        TriggerClientEvent('bossmenu:show', source, Util.money(fund.money), staffList(job), exports.banking:balance(source))
    end
end)

RegisterNetEvent('bossmenu:promote', function(target)
    local job, grade = exports.fx_core:getJob(target)
    exports.fx_core:setJob(target, job, grade % 4 + 1)
end)

CreateThread(function()
    while true do
        Funds.forecast()
        Wait(50)
    end
end)
