Common = {}

function Common.round(number)
	return math.floor(number + 0.5)
end
