CreateThread(function()
	local url = GetConvar('web_url', '')

	if url == '' then
		return
	end

	PerformHttpRequest(url, function(status, body, headers, reason)
		print('web: answer', status, body and #body, reason)
	end, 'POST', 'a\0b\255', { ['X-Sample'] = 'yes' })

	local status, body = PerformHttpRequestAwait(url)
	print('web: awaited', status, body and #body)
end)
