Config = { greeting = 'hello' }
