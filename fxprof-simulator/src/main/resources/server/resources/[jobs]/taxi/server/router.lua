Router = { traffic = {} }

for i = 1, #Roads.nodes do Router.traffic[i] = 1 + i % 5 / 10 end

local cost, done, previous = {}, {}, {}

-- Dijkstra without a heap: thirty junctions do not need one.
function Router.find(from, to)
    local count = #Roads.nodes
    for i = 1, count do cost[i], done[i], previous[i] = math.huge, false, 0 end
    cost[from] = 0
    for round = 1, count do
        local at, least = nil, math.huge
        for i = 1, count do
            if not done[i] and cost[i] < least then at, least = i, cost[i] end
        end
        if not at or at == to then break end
        done[at] = true
        local node, links = Roads.nodes[at], Roads.links[at]
        for k = 1, #links do
            local other = links[k]
            local node2 = Roads.nodes[other]
            local dx, dy = node.x - node2.x, node.y - node2.y
            local through = least + math.sqrt(dx * dx + dy * dy) * Router.traffic[other]
            if through < cost[other] then cost[other], previous[other] = through, at end
        end
    end
    local hops, at = 0, to
    while at ~= from and at ~= 0 and hops < count do
        hops, at = hops + 1, previous[at]
    end
    return cost[to], hops
end
