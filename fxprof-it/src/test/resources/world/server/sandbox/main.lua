local function refused(name, ...)
    local fn = _G
    for part in name:gmatch('[^.]+') do
        fn = type(fn) == 'table' and fn[part] or nil
    end
    if fn == nil then
        print(name, 'absent')
        return
    end
    local fine, result = pcall(fn, ...)
    print(name, fine and result and 'allowed' or 'refused')
end

refused('os.execute', 'true')
refused('os.exit', 3)
refused('io.popen', 'id')
refused('dofile', '/etc/hostname')
refused('loadfile', '/etc/hostname')
refused('io.open', '/etc/hostname', 'r')
refused('io.open', '../../../pom.xml', 'r')
refused('io.open', '@state/main.lua', 'w')
refused('package.loadlib', 'libc.so', '*')
refused('debug.sethook', print, 'c')
refused('debug.getregistry')
refused('luajava.bindClass', 'java.lang.System')
refused('require', 'socket')
refused('load', string.dump and '\27Lua' or '\27Lua')
print('still here')
