-- A test is a thread of its own; what it finds is printed for the one who reads the log.
local open = 0
local later = {}

local function run(name, body)
    local ok, message = pcall(body)
    print((ok and 'PASS ' or 'FAIL ') .. name .. (ok and '' or ': ' .. tostring(message)))
end

local function runTheRest()
    for _, one in ipairs(later) do
        run(one.name, one.body)
    end
    print('ALL DONE')
end

function test(name, body)
    open = open + 1
    CreateThread(function()
        run(name, body)
        open = open - 1
        if open == 0 then
            runTheRest()
        end
    end)
end

-- One whose tasks never end by themselves, and would hold up those of others on a single worker.
function alone(name, body)
    later[#later + 1] = { name = name, body = body }
end

function equal(actual, expected, what)
    if actual ~= expected then
        error((what or 'value') .. ': expected ' .. tostring(expected) .. ', got ' .. tostring(actual), 2)
    end
end

function contains(text, part)
    if type(text) ~= 'string' or not text:find(part, 1, true) then
        error('expected "' .. part .. '" in: ' .. tostring(text), 2)
    end
end

-- The error of a call, which must fail.
function failure(fn, ...)
    local ok, message = pcall(fn, ...)
    if ok then
        error('expected an error', 2)
    end
    return message
end

-- Waits until something holds, for as long as a busy machine may take.
function eventually(what, holds)
    local from = GetGameTimer()
    while not holds() do
        if GetGameTimer() - from > 20000 then
            error('waited in vain until ' .. what, 2)
        end
        Wait(0)
    end
end
