-- Async.ParallelFor, from what else Async has.

local chunked = ...
local Async, pairs, type, error = Async, pairs, type, error

local function runChunk(fn)
    return function(items, first)
        local results = {}
        for i = 1, #items do
            results[i] = fn(items[i], first + i - 1)
        end
        return results
    end
end

local DEFAULT_CHUNKS = 16

-- fn(item, index) for each item of a list, in chunks; gives the list of its first results.
function Async.ParallelFor(items, fn, options)
    if type(items) ~= 'table' then
        error('Async.ParallelFor expects a list first', 2)
    elseif type(fn) ~= 'function' then
        error('Async.ParallelFor expects a function second', 2)
    end
    local count = #items
    local taskOptions, size = {}, nil
    for key, value in pairs(options or {}) do
        if key == 'chunk' then
            size = value
        else
            taskOptions[key] = value
        end
    end
    size = size or (count + DEFAULT_CHUNKS - 1) // DEFAULT_CHUNKS
    if size < 1 then
        size = 1
    end
    local run, handles = (chunked or runChunk)(fn), {}
    for first = 1, count, size do
        local chunk = {}
        for i = first, first + size - 1 do
            if i > count then
                break
            end
            chunk[#chunk + 1] = items[i]
        end
        handles[#handles + 1] = Async.RunWith(taskOptions, run, chunk, first)
    end
    local results, at = {}, 0
    if count > 0 then
        local parts = Async.All(handles)
        for i = 1, #parts do
            local chunk = parts[i]
            for k = 1, size do
                if at >= count then
                    break
                end
                at = at + 1
                results[at] = chunk[k]
            end
        end
    end
    return results
end
