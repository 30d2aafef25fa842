Payload = {}

local COLOURS = { chat = 3447003, report = 15158332, death = 10038562, money = 3066993 }

-- One embed per kind, in the shape that web hooks expect.
function Payload.embed(entries)
    local fields = {}
    for i = 1, math.min(#entries, RelayConfig.fields) do
        local entry = entries[i]
        fields[i] = { name = entry.author, value = entry.text, inline = #entry.text < 30 }
    end
    return { username = 'server', embeds = { { color = COLOURS.chat, fields = fields } } }
end

function Payload.size(entries)
    return #json.encode(Payload.embed(entries))
end
