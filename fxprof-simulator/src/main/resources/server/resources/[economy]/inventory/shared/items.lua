Items = {
    water = { weight = 0.5, price = 6 }, bread = { weight = 0.3, price = 9 },
    phone = { weight = 0.2, price = 140 }, bandage = { weight = 0.1, price = 25 },
    lockpick = { weight = 0.1, price = 60 }, radio = { weight = 0.4, price = 180 },
    ammo = { weight = 0.05, price = 3 }, rod = { weight = 1.5, price = 75 },
    pickaxe = { weight = 3.0, price = 95 }, repairkit = { weight = 2.5, price = 220 },
    iron = { weight = 1.2, price = 11 }, copper = { weight = 1.1, price = 14 },
    coal = { weight = 0.9, price = 7 }, silver = { weight = 1.4, price = 48 },
    gold = { weight = 1.9, price = 110 }, cod = { weight = 0.8, price = 12 },
    bass = { weight = 0.9, price = 15 }, trout = { weight = 0.7, price = 17 },
    pike = { weight = 1.3, price = 21 }, eel = { weight = 0.6, price = 19 },
    leaf = { weight = 0.1, price = 35 },
}

ItemNames = {}
for name in pairs(Items) do ItemNames[#ItemNames + 1] = name end
table.sort(ItemNames)

InventoryConfig = { slots = 12, maxWeight = 40, maxCount = 50 }
