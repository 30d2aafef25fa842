Veins = { list = {} }

for i = 1, MiningConfig.veins do
    Veins.list[i] = { ore = MiningConfig.ores[i % #MiningConfig.ores + 1], amount = i % 50, cap = 40 + i % 30 }
end

function Veins.regrow()
    local list, step, full = Veins.list, MiningConfig.regrow, 0
    for i = 1, #list do
        local vein = list[i]
        local amount = vein.amount + step
        if amount >= vein.cap then
            -- old galleries collapse, otherwise the mountain would fill up
            amount = 0
            full = full + 1
        end
        vein.amount = amount
    end
    return full
end

function Veins.strike(index, power)
    local vein = Veins.list[(index - 1) % #Veins.list + 1]
    local taken = math.min(vein.amount, power)
    vein.amount = vein.amount - taken
    return vein.ore, math.floor(taken)
end
