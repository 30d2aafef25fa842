Shoe = { cards = {}, position = 1 }

for i = 1, CasinoConfig.decks * 52 do Shoe.cards[i] = (i - 1) % 13 + 1 end

-- A third of the shoe is shuffled each tick while nobody looks.
function Shoe.shuffle()
    local cards = Shoe.cards
    local n = #cards
    local seed = cards[1] * 7919 + Shoe.position
    for i = 1, n, 3 do
        seed = (seed * 16807) % 2147483647
        local k = seed % n + 1
        cards[i], cards[k] = cards[k], cards[i]
    end
    Shoe.position = Shoe.position % n + 1
end

-- Counts what a card counter would know about the next sixty cards.
function Shoe.count()
    local cards, running = Shoe.cards, 0
    for i = 1, 60 do
        local card = cards[(Shoe.position + i) % #cards + 1]
        if card >= 2 and card <= 6 then running = running + 1
        elseif card >= 10 or card == 1 then running = running - 1 end
    end
    return running
end
