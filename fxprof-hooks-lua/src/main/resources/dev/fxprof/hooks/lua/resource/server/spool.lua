-- The files in spool/: appended to once a second, rotated, the oldest deleted. Nothing here waits: what a
-- full disk refuses stays in memory, up to a limit, and is tried again.
local Frames, settings = Fxprof.Frames, Fxprof.settings

local MOST_PENDING <const> = 32 * 1024 * 1024
local RETRY_MILLIS <const> = 5000

local Spool = { records = 0, framesDeleted = 0, recordsDeleted = 0, recordsLost = 0, problem = nil, number = 1 }
Fxprof.Spool = Spool

local folder = GetResourcePath(Fxprof.NAME):gsub('\\', '/'):gsub('/+$', '') .. '/spool'
local handle, position, current = nil, 0, nil
local files = {}
local pending, pendingBytes = {}, 0
local retryAt, gap = 0, false

Spool.folder = folder

local function size(path)
	local file = io.open(path, 'rb')
	if not file then
		return nil
	end
	local bytes = file:seek('end') or 0
	file:close()
	return bytes
end

-- The files that earlier sessions left, the oldest first as far as their numbers say.
local function findFiles()
	local ok, listing = pcall(io.readdir, folder)
	if not ok or not listing then
		return
	end
	local names = {}
	for name in listing:lines() do
		if name:find('^%x+%-%d+%.fxs$') then
			names[#names + 1] = name
		end
	end
	pcall(function() listing:close() end)
	table.sort(names, function(a, b)
		local x, y = a:match('%-(%d+)'), b:match('%-(%d+)')
		if a:match('^%x+') == b:match('^%x+') then
			return x < y
		end
		return a < b
	end)
	for _, name in ipairs(names) do
		local bytes = size(folder .. '/' .. name)
		if bytes then
			files[#files + 1] = { path = folder .. '/' .. name, bytes = bytes, frames = 0, records = 0, old = true }
		end
	end
end

-- Frames in a file of an earlier session, from its first and last sequence.
local function framesOf(path)
	local file = io.open(path, 'rb')
	if not file then
		return 0
	end
	local head = file:read(32)
	local count = 0
	local bytes = file:seek('end')
	if head and #head == 32 and bytes and bytes > 52 then
		file:seek('set', bytes - 4)
		local tail = file:read(4)
		local length = tail and #tail == 4 and string.unpack('<I4', tail) or bytes
		if length + 52 <= bytes then
			file:seek('set', bytes - length - 20)
			local frame = file:read(16)
			if frame and #frame == 16 and string.unpack('<I4', frame) == length then
				count = math.max(0, string.unpack('<i8', frame, 9) - string.unpack('<i8', head, 25) + 1)
			end
		end
	end
	file:close()
	return count
end

-- Deletes the oldest files until the rest and this many bytes more are within the limit.
local function makeRoom(more)
	local total = more
	for _, file in ipairs(files) do
		total = total + file.bytes
	end
	while total > settings.spoolBytes and files[1] and files[1] ~= current do
		local file = files[1]
		local frames = file.old and framesOf(file.path) or file.frames
		if not os.remove(file.path) then
			return
		end
		table.remove(files, 1)
		total = total - file.bytes
		Spool.framesDeleted = Spool.framesDeleted + frames
		Spool.recordsDeleted = Spool.recordsDeleted + file.records
	end
end

local function fail(problem)
	if Spool.problem ~= problem then
		Spool.problem = problem
		print(('fxprof: cannot write to %s: %s; it is tried again'):format(folder, problem))
	end
	retryAt = GetGameTimer() + RETRY_MILLIS
end

local function open()
	local path = ('%s/%016x-%06d.fxs'):format(folder, Fxprof.session, Spool.number)
	if os.createdir then
		pcall(os.createdir, folder)
	end
	local file, problem = io.open(path, 'wb')
	if not file then
		fail(tostring(problem))
		return false
	end
	handle, position = file, 0
	current = { path = path, bytes = 0, frames = 0, records = 0 }
	files[#files + 1] = current
	return true
end

-- Queues a frame for the next write. Beyond the limit the new frame is lost, not an old one: what has been
-- written in part is written again the same.
function Spool.add(frame)
	Spool.records = Spool.records + frame.records
	if pendingBytes + #frame.bytes > MOST_PENDING then
		Spool.recordsLost = Spool.recordsLost + frame.records
		gap = true
		return
	end
	pending[#pending + 1] = frame
	pendingBytes = pendingBytes + #frame.bytes
end

-- Writes all that is pending with one call; what fails is written again from the same place.
function Spool.write()
	if #pending == 0 then
		return true
	elseif GetGameTimer() < retryAt then
		return false
	end
	if not handle and not open() then
		return false
	end
	local out, records = {}, 0
	if position == 0 then
		out[1] = Frames.header(Spool.number, pending[1].sequence)
	end
	for _, frame in ipairs(pending) do
		out[#out + 1] = frame.bytes
		records = records + frame.records
	end
	local bytes = table.concat(out)
	makeRoom(#bytes)
	local ok, written, problem = pcall(handle.write, handle, bytes)
	if ok and written then
		ok, written, problem = pcall(handle.flush, handle)
	end
	if not ok or not written then
		pcall(handle.seek, handle, 'set', position)
		fail(tostring(problem or written))
		return false
	end
	if Spool.problem then
		print('fxprof: writing to the spool works again')
		Spool.problem = nil
	end
	retryAt = 0
	position = position + #bytes
	current.bytes, current.frames, current.records = position, current.frames + #pending, current.records + records
	pending, pendingBytes = {}, 0
	return true
end

-- Whether the next frames belong into a new file, once all that wait have been written: this one is full, or
-- frames with sites are missing.
function Spool.due()
	return position >= settings.fileBytes or gap
end

-- Begins a file; nothing is pending.
function Spool.begin()
	if handle then
		pcall(handle.close, handle)
		handle, position, current = nil, 0, nil
		Spool.number = Spool.number + 1
	end
	gap = false
	return Spool.number
end

function Spool.close()
	if handle then
		pcall(handle.close, handle)
		handle = nil
	end
end

-- Bytes of all files, how many they are, and bytes that wait.
function Spool.size()
	local total = 0
	for _, file in ipairs(files) do
		total = total + file.bytes
	end
	return total, #files, pendingBytes
end

findFiles()
