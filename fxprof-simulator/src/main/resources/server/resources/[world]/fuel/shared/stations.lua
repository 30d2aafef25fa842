Stations = {}
for i = 1, 26 do
    Stations[i] = { id = i, x = (i * 433) % 3600 - 1800, y = (i * 719) % 4200 - 2100, litres = 4000 }
end
