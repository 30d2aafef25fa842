CreateThread(function()
    SetResourceKvpInt('starts', GetResourceKvpInt('starts') + 1)
    SetResourceKvp('last', 'text ' .. GetResourceKvpInt('starts'))
    SetResourceKvpFloat('lasting', 1.5)
    MySQL.insert.await('INSERT INTO starts VALUES (?)', { GetResourceKvpInt('starts') })
    print('starts', GetResourceKvpInt('starts'), GetResourceKvpString('last'), MySQL.scalar.await('SELECT COUNT(*) FROM starts'))
    local keys = {}
    local search = StartFindKvp('last')
    repeat
        local key = FindKvp(search)
        keys[#keys + 1] = key
    until not key
    EndFindKvp(search)
    print('keys', table.concat(keys, ' '))
    DeleteResourceKvp('lasting')
    print('deleted', GetResourceKvpFloat('lasting'), GetResourceKvpString('lasting'))
end)
