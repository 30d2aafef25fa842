fx_version 'cerulean'
game 'common'

name 'fxprof'
description 'Collects what the fxprof agents of this server record, and writes it to spool/'
version '0.1.0'

server_only 'yes'

server_scripts {
	'server/settings.lua',
	'server/frames.lua',
	'server/spool.lua',
	'server/push.lua',
	'server/budget.lua',
	'server/watch.lua',
	'server/collector.lua',
	'server/commands.lua',
	'server/health.lua',
}
