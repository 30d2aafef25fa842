-- Promises for the stand-in: promise.new, all, map and first, written for this project.
-- A promise is pending (0), being resolved (1) or rejected (2), resolved (3) or rejected (4).

local PENDING, RESOLVING, REJECTING, RESOLVED, REJECTED = 0, 1, 2, 3, 4

local module = {}
_G.promise = module

local methods = {}
methods.__index = methods

local function callable(value)
	if type(value) == 'function' then
		return true
	end

	local mt = type(value) == 'table' and getmetatable(value)
	return mt ~= nil and mt ~= false and type(mt.__call) == 'function'
end

-- ends a promise and everything that waits for it
local function settle(deferred, state)
	deferred.state = state

	for _, waiter in ipairs(deferred.queue) do
		if state == RESOLVED then
			waiter:resolve(deferred.value)
		else
			waiter:reject(deferred.value)
		end
	end
end

-- follows the promise that is a promise's value; false where the value is none
local function adopt(deferred, done)
	local value = deferred.value

	if type(value) ~= 'table' or not callable(value.next) then
		return false
	end

	local answered = false

	local function answer(state)
		return function(result)
			if not answered then
				answered = true
				deferred.value = result
				done(state)
			end
		end
	end

	local ok, err = pcall(value.next, value, answer(RESOLVING), answer(REJECTING))

	if not ok then
		answer(REJECTING)(err)
	end

	return true
end

local function conclude(deferred)
	settle(deferred, deferred.state == RESOLVING and RESOLVED or REJECTED)
end

local function run(deferred)
	local following = adopt(deferred, function(state)
		deferred.state = state
		run(deferred)
	end)

	if following then
		return
	end

	local callback = deferred.failure

	if deferred.state == RESOLVING then
		callback = deferred.success
	end

	if callable(callback) then
		local ok, result = pcall(callback, deferred.value)
		deferred.value = result

		if not ok then
			return settle(deferred, REJECTED)
		end

		deferred.state = RESOLVING
	end

	if deferred.value == deferred then
		deferred.value = 'resolving promise with itself'
		return settle(deferred, REJECTED)
	end

	local adopted = adopt(deferred, function(state)
		deferred.state = state
		conclude(deferred)
	end)

	if not adopted then
		conclude(deferred)
	end
end

local function give(deferred, state, value)
	if deferred.state == PENDING then
		deferred.value = value
		deferred.state = state
		run(deferred)
	end

	return deferred
end

function methods:resolve(value)
	return give(self, RESOLVING, value)
end

function methods:reject(value)
	return give(self, REJECTING, value)
end

function module.new(options)
	if callable(options) then
		local made = module.new()
		local ok, err = pcall(options, made)

		if not ok then
			made:reject(err)
		end

		return made
	end

	options = options or {}

	local made = setmetatable({
		state = PENDING,
		queue = {},
		success = options.success,
		failure = options.failure,
	}, methods)

	made.next = function(_, success, failure)
		local following = module.new({ success = success, failure = failure, extend = options.extend })

		if made.state == RESOLVED then
			following:resolve(made.value)
		elseif made.state == REJECTED then
			following:reject(made.value)
		else
			table.insert(made.queue, following)
		end

		return following
	end

	if callable(options.extend) then
		options.extend(made)
	end

	return made
end

function module.all(list)
	local whole = module.new()
	local results = {}
	local left = #list
	local method = 'resolve'

	if left == 0 then
		return whole:resolve(results)
	end

	local function part(index, good)
		return function(value)
			results[index] = value
			method = good and method or 'reject'
			left = left - 1

			if left == 0 then
				whole[method](whole, results)
			end

			return value
		end
	end

	for index = 1, #list do
		list[index]:next(part(index, true), part(index, false))
	end

	return whole
end

function module.map(list, fn)
	local whole = module.new()
	local results = {}

	local function step(index)
		if index > #list then
			return whole:resolve(results)
		end

		fn(list[index]):next(function(result)
			table.insert(results, result)
			step(index + 1)
		end, function(err)
			whole:reject(err)
		end)
	end

	step(1)

	return whole
end

function module.first(list)
	local whole = module.new()

	for _, one in ipairs(list) do
		one:next(function(result)
			whole:resolve(result)
		end, function(err)
			whole:reject(err)
		end)
	end

	return whole
end
