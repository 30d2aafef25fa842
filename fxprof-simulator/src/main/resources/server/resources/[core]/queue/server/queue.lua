Queue = { entries = {}, seen = 0 }

function Queue.push(name, priority)
    Queue.seen = Queue.seen + 1
    table.insert(Queue.entries, { name = name, priority = priority, ticket = Queue.seen, waited = 0 })
    if #Queue.entries > 24 then
        table.remove(Queue.entries, 1)
    end
end

-- Waiting raises the priority slowly, so nobody starves behind the patrons.
function Queue.reorder()
    local entries = Queue.entries
    for i = 1, #entries do
        local entry = entries[i]
        entry.waited = entry.waited + 1
        entry.rank = entry.priority * 100 + entry.waited * 0.5 - entry.ticket % 97
        if entry.waited > 400 then entry.waited = 0 end
    end
    Util.sortBy(entries, 'rank')
end

function Queue.describe()
    local lines = {}
    for i = 1, math.min(#Queue.entries, 5) do
        lines[i] = ('%d. %s'):format(i, Queue.entries[i].name)
    end
    return table.concat(lines, '\n')
end
