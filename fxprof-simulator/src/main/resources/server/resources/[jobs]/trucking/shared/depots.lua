Depots = {}
for i = 1, 22 do
    Depots[i] = {
        name = ('Depot %02d'):format(i),
        x = (i * 389) % 3000 - 1500,
        y = (i * 577) % 3400 - 1700,
        stock = 40 + i * 3, demand = i % 6 + 1,
    }
end
