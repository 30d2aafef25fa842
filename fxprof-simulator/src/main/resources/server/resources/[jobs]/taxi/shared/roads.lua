-- Junctions on a wobbly 6 x 5 grid; each is linked to its neighbours.
Roads = { nodes = {}, links = {} }

local columns, rows = 6, 5
for i = 1, columns * rows do
    local column, row = (i - 1) % columns, math.floor((i - 1) / columns)
    Roads.nodes[i] = { x = column * 310 + i % 3 * 25, y = row * 290 + i % 4 * 30 }
    local links = {}
    if column > 0 then links[#links + 1] = i - 1 end
    if column < columns - 1 then links[#links + 1] = i + 1 end
    if row > 0 then links[#links + 1] = i - columns end
    if row < rows - 1 then links[#links + 1] = i + columns end
    Roads.links[i] = links
end
