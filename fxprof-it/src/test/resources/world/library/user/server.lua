print('module', require('modules.config').answer, require('modules.config') == require('modules.config'), lib.loadJson('locales/en').plain)
print('missing', (pcall(require, 'modules.nothing')))
lib.locale()
print('locale', locale('hello', 'you'), locale('plain'), locale('unknown'))

local t = { a = { 1, 2 }, n = 1 }
local copy = lib.table.deepclone(t)
print('table', lib.table.matches(t, copy), copy.a ~= t.a, lib.table.contains({ 'x', 'y' }, 'y'),
    lib.table.merge({ n = 1 }, { n = 2, m = 3 }).n, (pcall(function() lib.table.freeze(t).n = 2 end)), lib.table.concat({ 1, 2 }, '-'))
print('string', lib.string.random('A1^A.', 4):match('^%u%dA%w$') ~= nil)
print('math', lib.math.round(2.567, 2), lib.math.clamp(5, 1, 3), lib.math.groupdigits(1234567))

local Animal = lib.class('Animal')
function Animal:constructor(name) self.name = name end
function Animal:speak() return self.name .. ' speaks' end
local Dog = lib.class('Dog', Animal)
function Dog:constructor(name) self:super(name) end
local dog = Dog:new('Rex')
print('class', dog:speak(), dog:isClass(Dog), dog:instanceOf(Animal), dog:isClass(Animal))

lib.addCommand({ 'give', 'grant' }, { params = { { name = 'target', type = 'playerId' }, { name = 'item', type = 'string' }, { name = 'count', type = 'number', optional = true } } },
    function(source, args)
        print('command', source, args.target, args.item, args.count)
    end)
ExecuteCommand('give 3 bread 2')
ExecuteCommand('grant 4 water')
ExecuteCommand('give x bread')

lib.callback.register('user:double', function(source, value)
    return value * 2
end)
print('unknown', select(2, pcall(function() return lib.zones end)))

CreateThread(function()
    print('wait', lib.waitFor(function() return 'ready' end))
    print('waited', (pcall(lib.waitFor, function() end, 'too late', 100)))
    local ended = 0
    lib.timer(200, function() ended = ended + 1 end, false)
    print('timer', ended)
    print('callback', pcall(lib.callback.await, 'user:ask', 1))
end)
