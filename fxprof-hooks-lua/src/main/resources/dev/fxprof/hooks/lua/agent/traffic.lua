-- Messages and bytes by name since the last hand-over. Names are in others' hands: at most 1,000 a kind.
local M = ...

local pack, concat = string.pack, table.concat
local MOST <const> = 1000

M.RECEIVED, M.SENT, M.LATENT, M.STATE, M.REQUEST = 0, 1, 2, 3, 4

-- Rows by kind and name: messages, bytes, recipients beyond one a message. They are kept while the name is
-- in use.
local rows, counts, online = M.rows, {}, nil

for what = 0, 4 do
	rows[what], counts[what] = {}, 0
end

function M.traffic(what, name, size, receivers)
	-- a script may give what can be no key
	name = tostring(name)
	local row = rows[what][name]
	if not row then
		if counts[what] >= MOST and name ~= '(other)' then
			return M.traffic(what, '(other)', size, receivers)
		end
		counts[what] = counts[what] + 1
		row = { 0, 0, 0 }
		rows[what][name] = row
	end
	row[1] = row[1] + 1
	row[2] = row[2] + size
	row[3] = row[3] + receivers - 1
end

-- Players online, as the server said when that was first asked since the last hand-over, or says now.
local function playersOnline(now)
	if now or not online then
		online = GetNumPlayerIndices and GetNumPlayerIndices() or 0
	end
	return online
end

-- Names of state bags without their numbers: "player:12" is "player".
local bags, kinds = {}, 0

local function bagKey(bag, key)
	local keys = bags[bag]
	if not keys then
		if kinds >= 4096 then
			bags, kinds = {}, 0
		end
		local kind = tostring(bag):match('^[^:]*')
		keys = bags['\0' .. kind] or {}
		bags['\0' .. kind] = keys
		bags[bag] = keys
		kinds = kinds + 1
	end
	local name = keys[key]
	if not name then
		name = M.cut(tostring(bag):match('^[^:]*') .. ':' .. tostring(key))
		local known = keys['\0'] or 0
		if known >= MOST then
			return '(other)'
		end
		keys['\0'] = known + 1
		keys[key] = name
	end
	return name
end

-- Something is about to be sent: an event to a player (-1: all), a value of a state bag, a request.
function M.send(what, name, to, size)
	if what == M.STATE then
		return M.traffic(what, bagKey(name, to), size, playersOnline(false))
	elseif what == M.REQUEST then
		return M.traffic(what, M.cut(tostring(name):match('^[^?#]*')), size, 1)
	end
	local all = to == -1 or tonumber(to) == -1
	return M.traffic(what, name, size, all and playersOnline(true) or 1)
end

function M.hasTraffic()
	for what = 0, 4 do
		if counts[what] > 0 then
			for _, row in pairs(rows[what]) do
				if row[1] > 0 then
					return true
				end
			end
		end
	end
	return false
end

-- The rows of one kind, packed, behind n others.
local function takeKind(what, out, n)
	for name, row in pairs(rows[what]) do
		if row[1] == 0 then
			rows[what][name] = nil
			counts[what] = counts[what] - 1
		else
			n = n + 1
			out[n] = pack('<I1s2i8i8i8', what, M.cut(tostring(name)), row[1], row[2], row[1] + row[3])
			row[1], row[2], row[3] = 0, 0, 0
		end
	end
	return n
end

-- The rows since the last time, packed, and how many.
function M.takeTraffic()
	local out, n = nil, 0
	online = nil
	for what = 0, 4 do
		if counts[what] > 0 then
			out = out or {}
			n = takeKind(what, out, n)
		end
	end
	return n > 0 and concat(out) or '', n
end
