Track = { points = {}, length = 0 }

for i = 1, 48 do
    local angle = i * math.pi / 24
    Track.points[i] = { x = math.cos(angle) * (700 + 90 * math.sin(angle * 3)), y = math.sin(angle) * 500 }
end
for i = 1, #Track.points do
    local a, b = Track.points[i], Track.points[i % #Track.points + 1]
    a.leg = math.sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2)
    Track.length = Track.length + a.leg
end
