-- The same frames to an fxprof on this machine, by HTTP, when server.cfg names one and there is a token.
local Frames, settings = Fxprof.Frames, Fxprof.settings

local MOST_QUEUED <const> = 16 * 1024 * 1024
local MOST_BODY <const> = 4 * 1024 * 1024
local MOST_PAUSE <const> = 60000

local Push = { on = settings.url ~= '' and settings.token ~= '', state = 'waiting', lost = 0, gap = false }
Fxprof.Push = Push

local queue, queued = {}, 0
local busy, pause, due = false, 1000, 0

-- Queues a frame; beyond the limit new ones are left out: the spool has them.
function Push.add(frame)
	if not Push.on then
		return
	elseif queued + #frame.bytes > MOST_QUEUED then
		Push.lost = Push.lost + frame.records
		Push.gap = true
		return
	end
	queue[#queue + 1] = frame
	queued = queued + #frame.bytes
end

-- Whether a new file should begin, so that the receiver gets all sites again.
function Push.due()
	return Push.gap and queued < MOST_QUEUED // 2
end

local function accepted(next)
	local first = 1
	while queue[first] and queue[first].sequence < next do
		queued = queued - #queue[first].bytes
		first = first + 1
	end
	if first > 1 then
		queue = table.move(queue, first, #queue, 1, {})
	end
end

local function answered(status, body)
	busy = false
	local ok, answer = pcall(json.decode, body or '')
	local next = ok and type(answer) == 'table' and math.tointeger(answer.next)
	if status == 200 and next then
		accepted(next)
		Push.state, pause = 'connected', 1000
		return
	end
	Push.state = status == 401 and 'refused: another token' or status == 0 and 'nobody listens'
		or ('refused: status %s'):format(status)
	due = GetGameTimer() + pause
	pause = math.min(2 * pause, MOST_PAUSE)
end

-- Sends what is queued, unless a request is on its way.
function Push.send(number)
	if not Push.on or busy or #queue == 0 or GetGameTimer() < due then
		return
	end
	local out, bytes = { Frames.header(number, queue[1].sequence) }, 0
	for i, frame in ipairs(queue) do
		if i > 1 and bytes + #frame.bytes > MOST_BODY then
			break
		end
		out[i + 1] = frame.bytes
		bytes = bytes + #frame.bytes
	end
	busy = true
	PerformHttpRequest(settings.url .. '/fxprof/1/frames', answered, 'POST', table.concat(out), {
		['Content-Type'] = 'application/octet-stream',
		['Authorization'] = 'Bearer ' .. settings.token,
	})
end

function Push.queued()
	return queued
end
