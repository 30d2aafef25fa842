local function refreshWarrants()
    Search.load(exports.database:fetchAll('warrants'))
end

local function page(word)
    local out = {}
    for row in Search.hits(word) do
        if #out < MdtConfig.pageSize then
            out[#out + 1] = ('%s: %s ($%d)'):format(row.name, row.reason, row.fine)
        end
    end
    return out
end

RegisterNetEvent('mdt:search', function(word)
    local job = exports.fx_core:getJob(source)
    local best = Search.score({ tostring(word):lower() })
    TriggerClientEvent('mdt:results', source, job == 'police' and best or nil)
end)

local turn = 0
CreateThread(function()
    refreshWarrants()
    Wait(150)
    while true do
        turn = turn % #MdtConfig.words + 1
        -- two words on the watch list, one after the other
        Search.score({ MdtConfig.words[turn], MdtConfig.words[turn % #MdtConfig.words + 1] })
        Wait(100)
    end
end)

CreateThread(function()
    Wait(650)
    while true do
        GlobalState.mdtPage = page(MdtConfig.words[turn] or 'fraud')
        Wait(2500)
    end
end)

CreateThread(function()
    Wait(10450)
    while true do
        refreshWarrants()
        Wait(30000)
    end
end)
