Catalogue = {}

local NAMES = { 'Sultan', 'Blista', 'Kuruma', 'Bison', 'Faggio', 'Mule', 'Stockade', 'Zentorno', 'Comet', 'Buffalo' }
for i = 1, 60 do
    Catalogue[i] = {
        name = NAMES[i % #NAMES + 1] .. ' ' .. i, hash = 100000 + i * 7919,
        price = 9000 + i * i * 35, speed = 110 + i * 2 % 90, seats = i % 4 + 1, score = 0,
    }
end
