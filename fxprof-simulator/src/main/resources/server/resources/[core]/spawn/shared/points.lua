SpawnPoints = {}

-- A ring of hotels, bus stops and stations around the city.
for i = 1, 36 do
    local angle = i * math.pi / 18
    SpawnPoints[i] = {
        x = math.cos(angle) * (600 + i % 5 * 140),
        y = math.sin(angle) * (600 + i % 7 * 110),
        z = 28 + i % 6,
        heading = i * 10 % 360,
        crowd = 0,
    }
end
