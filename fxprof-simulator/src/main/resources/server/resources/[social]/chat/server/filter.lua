Filter = {}

function Filter.clean(text)
    local lowered = text:lower()
    for _, word in ipairs(ChatConfig.blocked) do
        local from, to = lowered:find(word, 1, true)
        while from do
            text = text:sub(1, from - 1) .. ('*'):rep(to - from + 1) .. text:sub(to + 1)
            from, to = lowered:find(word, to + 1, true)
        end
    end
    return text
end

-- How alike two messages are, by the pairs of letters that they share.
local pairsSeen = {}
function Filter.similarity(a, b)
    for key in pairs(pairsSeen) do pairsSeen[key] = nil end
    for i = 1, #a - 1 do
        pairsSeen[a:byte(i) * 256 + a:byte(i + 1)] = true
    end
    local shared = 0
    for i = 1, #b - 1 do
        if pairsSeen[b:byte(i) * 256 + b:byte(i + 1)] then shared = shared + 1 end
    end
    return shared / math.max(1, #b - 1)
end
