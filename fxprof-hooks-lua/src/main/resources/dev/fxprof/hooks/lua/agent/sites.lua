-- Sites: what a span is, by number. A record carries the number only, so a span costs no text. Caches go
-- by function and by name; whatever misses them comes here.
local M = ...

local getinfo = debug.getinfo
local MOST_SITES <const>, MOST_BYTES <const> = 4096, 128

M.ENTRY, M.THREAD, M.EVENT, M.EXPORT, M.COMMAND, M.FUNCTION, M.NATIVE, M.REGION = 1, 2, 3, 4, 5, 6, 7, 8

-- All sites, five fields each; ids by kind, runtime, name, file, line in one text.
local fields, count, ids = {}, 0, {}

-- The first 128 bytes of a text, whole characters only; what is no UTF-8 becomes question marks.
local function cut(text)
	if #text > MOST_BYTES then
		local stop = MOST_BYTES
		while stop > MOST_BYTES - 4 and (text:byte(stop + 1) & 0xC0) == 0x80 do
			stop = stop - 1
		end
		text = text:sub(1, stop)
	end
	if not utf8.len(text) then
		text = text:gsub('[\128-\255]', '?')
	end
	return text
end
M.cut = cut

local function add(kind, runtime, name, file, line)
	count = count + 1
	M.siteCount = count
	local at = 5 * count
	fields[at - 4], fields[at - 3], fields[at - 2], fields[at - 1], fields[at] = kind, runtime, name, file, line
	return count
end

-- The number of a site. Beyond the limit all of a kind and runtime are one, "(other)".
function M.site(kind, runtime, name, file, line)
	name, file = cut(name), cut(file)
	local key = kind .. '\0' .. runtime .. '\0' .. name .. '\0' .. file .. '\0' .. line
	local id = ids[key]
	if not id then
		if count >= MOST_SITES - 32 and name ~= '(other)' then
			return M.site(kind, runtime, '(other)', '', 0)
		end
		id = add(kind, runtime, name, file, line)
		ids[key] = id
	end
	return id
end

M.siteFields, M.siteCount = fields, 0

-- Where a function stands: file without the mark, its last part, line.
local function place(source, line)
	local file = source:match('^@@?(.*)$') or source:match('^=(.*)$') or 'text'
	return file, (file:match('([^/\\]+)$') or file) .. ':' .. line
end

-- Threads and callbacks by function, and where they are made anew each time, by source and line.
local byFunction = {}
local byPlace = {}

local function placed(kind, fn)
	local functions = byFunction[kind]
	if not functions then
		functions = setmetatable({}, { __mode = 'k' })
		byFunction[kind] = functions
		byPlace[kind] = {}
	end
	local info = getinfo(fn, 'S')
	local source, line = info.source, info.linedefined
	if #source > 512 then
		source = info.short_src
	end
	local lines = byPlace[kind][source]
	if not lines then
		lines = {}
		byPlace[kind][source] = lines
	end
	local id = lines[line]
	if not id then
		local file, at = place(source, line)
		if source:find('^@+citizen:/') then
			-- the server's own: its lines change with each version
			id = M.site(kind, 0, kind == M.THREAD and 'thread (scheduler)' or 'callback (scheduler)', file, 0)
		elseif kind == M.THREAD and info.what == 'main' then
			id = M.site(M.ENTRY, 0, 'load ' .. (file:match('^[^/]*/(.*)$') or file), file, 0)
		elseif kind == M.THREAD then
			id = M.site(kind, 0, at, file, line)
		else
			id = M.site(kind, 0, 'callback ' .. at, file, line)
		end
		if id < MOST_SITES - 32 then
			lines[line] = id
		end
	end
	functions[fn] = id
	return id
end

-- The site of a thread or timer.
function M.threadSite(fn)
	local functions = byFunction[M.THREAD]
	return functions and functions[fn] or placed(M.THREAD, fn)
end

-- The site of a function that others call by reference: the name it was given, or its place.
local named, references = setmetatable({}, { __mode = 'k' }), M.references

function M.refSite(fn)
	local id = named[fn] or placed(M.EXPORT, fn)
	references[fn] = id
	return id
end

-- A site for this function by name. Text that others choose is kept short: an address without its query.
function M.nameFunction(fn, kind, name)
	local known = named[fn]
	if known and fields[5 * known - 2] == name and fields[5 * known - 4] == kind then
		return known
	end
	local info = getinfo(fn, 'S')
	local id = M.site(kind, 0, tostring(name), (place(info.source, 0)), info.linedefined)
	named[fn], references[fn] = id, nil
	return id
end

function M.functionSite(fn, name)
	local info = getinfo(fn, 'S')
	return M.site(M.FUNCTION, 0, name, (place(info.source, 0)), info.linedefined)
end

-- The site of an event's handler.
local handlers = M.handlers

function M.handlerSite(event, fn)
	local functions = handlers[event]
	local id = functions and functions[fn]
	if id then
		return id
	end
	local info = getinfo(fn, 'S')
	id = M.site(M.EVENT, 0, event, (place(info.source, 0)), info.linedefined)
	if not functions then
		if id >= MOST_SITES - 32 then
			return id
		end
		functions = setmetatable({}, { __mode = 'k' })
		handlers[event] = functions
	end
	functions[fn] = id
	return id
end

-- The number of the player in the source of an event, 0 for none, and whether it came over the network;
-- the server gives text.
local players, nets, senders, known = M.players, M.nets, M.senders, 0

function M.playerOf(source)
	local player = players[source]
	if not player then
		local net = source:match('^net:(%d+)$')
		player = math.tointeger(tonumber(net or source:match('^internal%-net:(%d+)$'))) or 0
		if known >= 4096 then
			for other in pairs(players) do
				players[other], nets[other], senders[other] = nil, nil, nil
			end
			known = 0
		end
		players[source], nets[source], senders[source] = player, net ~= nil, M.headOf(player)
		known = known + 1
	end
	return player
end
