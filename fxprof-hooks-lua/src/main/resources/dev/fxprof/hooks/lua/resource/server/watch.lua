-- Reads VM frames, only as far as somebody asks: names of sites always, records while "top" runs.
local unpack = string.unpack

local Watch = {}
Fxprof.Watch = Watch

local HEAD <const> = '<I4i8I8I8I8I4I4i8I4i8i8i8I8s2I4'
-- Bytes of a frame before the name of its resource.
local FIXED <const> = 88
-- The beginning of each resource's last frame.
local heads = {}
local MOST_SLICES <const> = 20000
local KINDS <const> = { [0] = 'tick', 'entry', 'thread', 'event', 'export', 'command', 'function', 'native',
	'region', 'task', 'gc' }

local names = {}
local slices, skipped = {}, 0
local asked

local function readSites(payload, resource, incarnation, n, at)
	local known = names[resource]
	if not known or known.incarnation ~= incarnation then
		known = { incarnation = incarnation }
		names[resource] = known
	end
	for _ = 1, n do
		local id, kind, _, line, name, file
		id, kind, _, line, name, file, at = unpack('<I4I1I1I4s2s2', payload, at)
		known[id] = { resource = resource, kind = KINDS[kind] or '?', name = name, file = file, line = line }
	end
	return known, at
end

local function addSlice(known, head, from, to)
	if (head >> 32) & 15 ~= 1 then
		return
	elseif #slices >= MOST_SLICES then
		skipped = skipped + 1
		return
	end
	slices[#slices + 1] = { site = known[head & 0xFFFFFFFF], from = from, to = to,
		weight = 1 << ((head >> 40) & 31), first = (head >> 36) & 1 == 0 }
end

local function readSlices(payload, known, at)
	local n
	n, at = unpack('<I4', payload, at)
	for _ = 1, n do
		local head, _, from, to
		head, _, from, to, _, at = unpack('<i8i8i8i8i8', payload, at)
		addSlice(known, head, from, to)
	end
	n, at = unpack('<I4', payload, at)
	for i = 0, n - 1 do
		local column = at + 8 * i
		local head, from, to = unpack('<i8', payload, column), unpack('<i8', payload, column + 8 * n),
			unpack('<i8', payload, column + 16 * n)
		addSlice(known, head, from, to)
	end
end

-- An agent handed this over.
function Watch.frame(payload, resource)
	local sites = FIXED + 2 + #resource
	heads[resource] = payload:sub(1, sites + 4)
	if asked or unpack('<I4', payload, sites + 1) > 0 then
		local _, incarnation, _, _, _, _, _, _, _, _, _, _, _, name, n, at = unpack(HEAD, payload)
		local known
		known, at = readSites(payload, name, incarnation, n, at)
		if asked then
			readSlices(payload, known, at)
		end
	end
end

-- What the agents said last, by resource.
function Watch.agents()
	local agents = {}
	for resource, head in pairs(heads) do
		local _, _, _, dropped, shed, step, power = unpack(HEAD, head)
		agents[resource] = { dropped = dropped, shed = shed, step = step, power = power }
	end
	return agents
end

function Watch.forget(resource)
	names[resource], heads[resource] = nil, nil
end

-- Names of all regions seen so far.
function Watch.regions()
	local found = {}
	for _, known in pairs(names) do
		for _, site in pairs(known) do
			if type(site) == 'table' and site.kind == 'region' then
				found[site.name] = true
			end
		end
	end
	local list = {}
	for name in pairs(found) do
		list[#list + 1] = name
	end
	table.sort(list)
	return list
end

local function add(sums, key, slice, self)
	local row = sums[key]
	if not row then
		row = { self = 0, calls = 0, site = slice.site, longest = 0 }
		sums[key] = row
	end
	row.self = row.self + self * slice.weight
	row.calls = row.calls + (slice.first and slice.weight or 0)
	row.longest = math.max(row.longest, slice.to - slice.from)
end

local function sorted(sums)
	local rows = {}
	for key, row in pairs(sums) do
		row.key = key
		rows[#rows + 1] = row
	end
	table.sort(rows, function(a, b) return a.self > b.self end)
	return rows
end

-- Time of their own, by resource and by site: all VMs share one thread, so slices nest by time.
local function sum()
	table.sort(slices, function(a, b)
		return a.from < b.from or a.from == b.from and a.to > b.to
	end)
	local resources, sites, open = {}, {}, {}
	local function pop(slice)
		local site = slice.site
		if site then
			local self = math.max(0, slice.to - slice.from - (slice.inner or 0))
			add(resources, site.resource, slice, self)
			add(sites, site, slice, self)
		end
	end
	for _, slice in ipairs(slices) do
		while open[#open] and open[#open].to <= slice.from do
			pop(table.remove(open))
		end
		local outer = open[#open]
		if outer then
			outer.inner = (outer.inner or 0) + slice.to - slice.from
		end
		open[#open + 1] = slice
	end
	while open[1] do
		pop(table.remove(open))
	end
	return sorted(resources), sorted(sites)
end

-- Reads records for this many seconds, then calls back with rows; false if somebody asked already.
function Watch.top(seconds, callback)
	if asked then
		return false
	end
	slices, skipped = {}, 0
	asked = { callback = callback, due = GetGameTimer() + seconds * 1000, seconds = seconds }
	return true
end

-- Called after each sync.
function Watch.synced()
	if asked and GetGameTimer() >= asked.due then
		local request = asked
		asked = nil
		local resources, sites = sum()
		slices = {}
		request.callback(resources, sites, skipped)
	end
end
