Format = {}

local function escape(text)
    return (text:gsub('[%c"\\]', '?'))
end

function Format.line(entry)
    return ('[%08d] %-7s %s: %s'):format(entry.at, entry.level, entry.resource, escape(entry.text))
end

-- Aligned text for the console and for the file.
function Format.batch(lines, from, count)
    local out = {}
    for i = 1, count do
        local entry = lines[(from + i - 2) % #lines + 1]
        out[i] = Format.line(entry)
    end
    return table.concat(out, '\n')
end
