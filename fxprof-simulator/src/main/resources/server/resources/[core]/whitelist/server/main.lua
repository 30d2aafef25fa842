local SIZE = 256
local allowed, banned = {}, {}

local function hashLicense(text)
    local hash = 5381
    for i = 1, #text do
        hash = (hash * 33 + text:byte(i)) % 4294967291
    end
    return hash
end

-- A bloom filter in front of the list: most lookups end without touching it.
local filter = {}
for i = 1, SIZE do filter[i] = false end

local function addToFilter(text)
    local hash = hashLicense(text)
    for probe = 1, 3 do
        filter[hash % SIZE + 1] = true
        hash = (hash * 16807 + probe) % 2147483647
    end
end

local function mayContain(text)
    local hash = hashLicense(text)
    for probe = 1, 3 do
        if not filter[hash % SIZE + 1] then return false end
        hash = (hash * 16807 + probe) % 2147483647
    end
    return true
end

for i = 1, 40 do
    local license = ('license:banned%03d'):format(i * 7)
    banned[license] = true
    addToFilter(license)
end

local function isBanned(license)
    return mayContain(license) and banned[license] == true
end
exports('isBanned', isBanned)

AddEventHandler('playerConnecting', function(name, setKickReason, deferrals)
    local license = GetPlayerIdentifierByType(source, 'license') or ''
    deferrals.defer()
    if isBanned(license) then
        setKickReason('You are banned from this server.')
        deferrals.done('You are banned from this server.')
        return
    end
    allowed[license] = true
    deferrals.done()
end)

AddEventHandler('playerDropped', function()
    local license = GetPlayerIdentifierByType(source, 'license')
    if license then allowed[license] = nil end
end)

-- Re-hashes a few entries each pass to notice a list edited behind our back.
local cursor = 0
local function verifyList()
    local good = 0
    for step = 1, 6 do
        cursor = cursor % 40 + 1
        if mayContain(('license:banned%03d'):format(cursor * 7)) then good = good + 1 end
    end
    return good == 6
end

CreateThread(function()
    Wait(200)
    while true do
        if not verifyList() then print('whitelist: filter is out of date') end
        Wait(250)
    end
end)
