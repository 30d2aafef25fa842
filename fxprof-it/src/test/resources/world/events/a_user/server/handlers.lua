AddEventHandler('outer', function(value)
    print('outer begins', value.depth)
    value.depth = 99
    TriggerEvent('inner', value)
    print('outer ends')
end)

AddEventHandler('inner', function(value)
    print('inner', value.depth)
end)

local sent = { depth = 1 }
print('not cancelled', TriggerEvent('outer', sent))
print('sent', sent.depth)

AddEventHandler('failing', function()
    print('first handler fails')
    error('handler fails')
end)
AddEventHandler('failing', function()
    print('second handler runs')
end)
TriggerEvent('failing')
print('after the failure')

AddEventHandler('refused', function()
    CancelEvent()
end)
print('cancelled', TriggerEvent('refused'))

local handler
handler = AddEventHandler('once', function()
    print('once')
    RemoveEventHandler(handler)
end)
