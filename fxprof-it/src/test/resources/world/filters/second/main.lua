exports('work', function()
    return GetNumResources()
end)
