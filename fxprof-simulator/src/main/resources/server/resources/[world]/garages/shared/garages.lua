Garages = {}
for i = 1, 6 do
    Garages[i] = { id = i, capacity = 24, used = 0, fee = 5 + i }
end
