-- The exports of oxmysql, as its documentation describes them; the database is the simulator's.

local methods = { 'query', 'single', 'scalar', 'update', 'insert', 'prepare', 'rawExecute', 'transaction' }

local function isCallback(value)
    return type(value) == 'function'
end

local function request(method, query, parameters, cb, resource, isPromise)
    if isCallback(parameters) then
        cb, parameters = parameters, nil
    end
    Citizen.Sql(method, query, parameters, resource or GetInvokingResource(), function(result, err)
        if not cb then
            return
        end
        if err and isPromise then
            cb(nil, err)
        elseif not err or method == 'transaction' then
            cb(result)
        end
    end)
end

local function answer(method, query, parameters, resource)
    local p = promise.new()
    request(method, query, parameters, function(result, err)
        if err then
            p:reject(err)
        else
            p:resolve(result)
        end
    end, resource, true)
    return Citizen.Await(p)
end

local function export(name, method)
    exports(name, function(query, parameters, cb, resource, isPromise)
        request(method, query, parameters, cb, resource, isPromise)
    end)
    local function async(query, parameters, resource)
        return answer(method, query, parameters, resource or GetInvokingResource())
    end
    exports(name .. '_async', async)
    exports(name .. 'Sync', async)
end

for _, method in ipairs(methods) do
    export(method, method)
end
export('execute', 'query')
export('fetch', 'query')
export('mysql_execute', 'update')
export('mysql_insert', 'insert')
export('mysql_fetch_all', 'query')
export('mysql_fetch_scalar', 'scalar')
export('mysql_transaction', 'transaction')

exports('isReady', function() return true end)
exports('awaitConnection', function() return true end)
exports('store', function(query, cb)
    if cb then
        cb(query)
    end
    return query
end)
exports('startTransaction', function()
    error('startTransaction is not there in the simulator; use MySQL.transaction')
end)
