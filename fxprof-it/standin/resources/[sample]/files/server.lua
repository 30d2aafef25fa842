local own = GetCurrentResourceName()

SaveResourceFile(own, 'saved.txt', 'a\0b', -1)
local saved = LoadResourceFile(own, 'saved.txt')

local spool = assert(io.open('@' .. own .. '/spool.txt', 'a'))
spool:write('line\n')
spool:close()

local foreign, why = io.open('@bank/spool.txt', 'w')
print('files: saved', #saved, 'spool', io.open(GetResourcePath(own) .. '/spool.txt'):read('l'))
print('files: foreign', foreign, why)
print('files: os', os.getenv('OS'), os.getenv('HOME'), os.execute('true'))
print('files: gone', dofile, loadfile, package, debug.sethook)

os.remove('@' .. own .. '/spool.txt')
os.remove('@' .. own .. '/saved.txt')
