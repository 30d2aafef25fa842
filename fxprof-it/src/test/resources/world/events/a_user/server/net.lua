AddEventHandler('core:heartbeat', function()
    print('a net event reaches a resource that did not register it', source)
end)

RegisterNetEvent('identity:select', function(slot)
    if not heard then
        heard = true
        print('net event', type(source), tostring(slot))
    end
end)

RegisterNetEvent('local:only')
AddEventHandler('local:only', function(text)
    print('local event', text, tostring(source) == '')
end)
TriggerEvent('local:only', 'text')
