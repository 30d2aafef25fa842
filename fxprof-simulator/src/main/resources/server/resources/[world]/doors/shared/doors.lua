Doors = { list = {}, groups = 12 }

for i = 1, 72 do
    Doors.list[i] = { id = i, group = i % Doors.groups + 1, locked = i % 3 == 0, open = 0, health = 100 }
end
