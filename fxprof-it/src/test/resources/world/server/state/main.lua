AddStateBagChangeHandler('weather', 'global', function(bag, key, value)
    print('changed', bag, key, value)
end)
AddStateBagChangeHandler('', 'player:', function(bag, key, value)
    print('player changed', bag, key, value.grade)
end)

GlobalState.weather = 'rain'
GlobalState.weather = 'rain'
GlobalState:set('weather', 'sun', true)
GlobalState.other = 1
print('global', GlobalState.weather, GlobalState.other, GlobalState.unset)

local job = { grade = 3 }
Player(1).state.job = job
job.grade = 4
print('player', Player(1).state.job.grade)
Entity(77).state:set('locked', true, true)
print('entity', Entity(77).state.locked)

RegisterCommand('hello', function(source, args, raw)
    print('command', source, args[1], args[2], raw)
end, false)
ExecuteCommand('hello big world')
ExecuteCommand('unknown')

print('json', json.encode({ list = { 1, 2 } }), json.decode('{"a":[true,null,"x"]}').a[3])

print('load', (LoadResourceFile(GetCurrentResourceName(), 'data/note.txt') or ''):match('%S+'))
print('missing', LoadResourceFile(GetCurrentResourceName(), 'data/none.txt'))
print('outside', pcall(LoadResourceFile, GetCurrentResourceName(), '../../../pom.xml'))
print('save', SaveResourceFile(GetCurrentResourceName(), 'data/new.txt', 'written', -1))
print('reload', LoadResourceFile(GetCurrentResourceName(), 'data/new.txt'))
print('foreign', (pcall(SaveResourceFile, 'other', 'x.txt', 'x', -1)))

print('by hash', Citizen.InvokeNative(0x863F27B) == GetNumResources(), GetNumResources())
print('hash key', Citizen.InvokeNative(GetHashKey('get_num_resources')) == GetNumResources())

SetConvar('fxprof_test', '12')
print('convar', GetConvar('fxprof_test', 'none'), GetConvarInt('fxprof_test', 0))
print('no convar', GetConvar('fxprof_none', 'none'), GetConvarInt('fxprof_none', 5))
print('metadata', GetResourceMetadata(GetCurrentResourceName(), 'author', 0))
print('name', GetCurrentResourceName(), IsDuplicityVersion())
