-- The MySQL table that @oxmysql/lib/MySQL.lua and @mysql-async/lib/MySQL.lua give to scripts, as
-- their documentation describes it. Written for fxprof.

local database = exports.oxmysql
local resource = GetCurrentResourceName()
local stored = {}

local returnErrors = false
for i = 0, GetNumResourceMetadata(resource, 'mysql_option') - 1 do
    if GetResourceMetadata(resource, 'mysql_option', i) == 'return_callback_errors' then
        returnErrors = true
    end
end

local function check(method, query, parameters, cb)
    if type(query) == 'number' then
        query = assert(stored[query], 'First argument received invalid query store reference')
    end
    local expected = method == 'transaction' and 'table' or 'string'
    if type(query) ~= expected then
        error(("First argument expected %s, received '%s'"):format(expected, tostring(query)), 3)
    end
    if type(parameters) == 'function' then
        parameters, cb = nil, parameters
    end
    if parameters ~= nil and type(parameters) ~= 'table' then
        error(("Second argument expected table or function, received '%s'"):format(tostring(parameters)), 3)
    end
    if cb ~= nil and type(cb) ~= 'function' then
        error(("Third argument expected function, received '%s'"):format(tostring(cb)), 3)
    end
    return query, parameters, cb
end

local function method(name)
    local call = database[name]
    return setmetatable({
        method = name,
        await = function(query, parameters)
            query, parameters = check(name, query, parameters)
            local p = promise.new()
            call(nil, query, parameters, function(result, err)
                if err then
                    p:reject(err)
                else
                    p:resolve(result)
                end
            end, resource, true)
            return Citizen.Await(p)
        end
    }, {
        __call = function(_, query, parameters, cb)
            query, parameters, cb = check(name, query, parameters, cb)
            return call(nil, query, parameters, cb, resource, returnErrors)
        end
    })
end

MySQL = setmetatable({}, {
    __index = function(_, name)
        return function(...)
            return database[name](nil, ...)
        end
    end
})

for _, name in ipairs({ 'query', 'single', 'scalar', 'insert', 'update', 'prepare', 'rawExecute', 'transaction' }) do
    MySQL[name] = method(name)
end

local function store(query, cb)
    assert(type(query) == 'string', 'The SQL Query must be a string')
    stored[#stored + 1] = query
    if cb then
        return cb(#stored)
    end
    return #stored
end

MySQL.Async, MySQL.Sync = { store = store }, { store = store }
for old, name in pairs({
    fetchAll = 'query', fetchScalar = 'scalar', fetchSingle = 'single', insert = 'insert',
    execute = 'update', transaction = 'transaction', prepare = 'prepare'
}) do
    MySQL.Async[old] = MySQL[name]
    MySQL.Sync[old] = MySQL[name].await
end

local function ready(cb)
    while GetResourceState('oxmysql') ~= 'started' do
        Wait(50)
    end
    if cb then
        return cb()
    end
    return true
end

MySQL.ready = setmetatable({ await = ready }, {
    __call = function(_, cb)
        CreateThreadNow(function()
            ready(cb)
        end)
    end
})
