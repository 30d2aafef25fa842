print('starts', Config.greeting, Shared.double(21))

local mine = { count = 1, nested = { 'a', 'b' } }
local theirs = exports.z_core:change(mine, function(text)
    print('called back', text)
    return 'answer'
end)
print('mine', mine.count, #mine.nested)
print('theirs', theirs.count, #theirs.nested)
print('several results', exports['z_core']:several())
print('no export', pcall(function()
    return exports.z_core:missing()
end))
print('fails', pcall(function()
    return exports.z_core:fails()
end))
print('direct call', exports.z_core:whoCalls())

CreateThread(function()
    print('slow export', exports.z_core:slow('x'))
end)

print('globals', tostring(SecretOfCore), type(Shared))
Shared.changed = true
