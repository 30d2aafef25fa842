Search = { records = {} }

function Search.load(rows)
    for i, row in ipairs(rows) do
        Search.records[i] = {
            row = row,
            text = (row.name .. ' ' .. row.reason .. ' ' .. row.fine):lower(),
        }
    end
    for i = #rows + 1, #Search.records do Search.records[i] = nil end
end

-- Yields one hit after the other: the page stops asking when it is full.
function Search.hits(word)
    return coroutine.wrap(function()
        for i = 1, #Search.records do
            local record = Search.records[i]
            if record.text:find(word, 1, true) then
                coroutine.yield(record.row)
            end
        end
        -- the caller reads until nil, so the generator always runs to its end
    end)
end

function Search.score(words)
    local best, bestScore = nil, -1
    for i = 1, #Search.records do
        local record, score = Search.records[i], 0
        for k = 1, #words do
            if record.text:find(words[k], 1, true) then score = score + #words[k] end
        end
        if score > bestScore then best, bestScore = record.row, score end
    end
    return best, bestScore
end
