-- A roster of the connected players, kept by events instead of asking each tick.
Roster = { ids = {}, peds = Util.byPlayer(), cursor = 0 }

local batch = {}

function Roster.add(id)
    for i = 1, #Roster.ids do
        if Roster.ids[i] == id then return end
    end
    Roster.ids[#Roster.ids + 1] = id
end

function Roster.remove(id)
    Roster.peds[id] = nil
    for i = 1, #Roster.ids do
        if Roster.ids[i] == id then
            table.remove(Roster.ids, i)
            return
        end
    end
end

function Roster.ped(id)
    local ped = Roster.peds[id]
    if not ped or ped == 0 then
        ped = GetPlayerPed(id)
        Roster.peds[id] = ped
    end
    return ped
end

-- The next `count` players in turn; the table is reused by the following call.
function Roster.slice(count)
    local ids = Roster.ids
    local total = #ids
    if count > total then count = total end
    for i = 1, count do
        Roster.cursor = Roster.cursor % total + 1
        batch[i] = ids[Roster.cursor]
    end
    for i = count + 1, #batch do
        batch[i] = nil
    end
    return batch
end

AddEventHandler('playerJoining', function()
    Roster.add(tonumber(source))
end)

AddEventHandler('playerDropped', function()
    Roster.remove(tonumber(source))
end)
