TowingConfig = { wrecks = 8, models = { 'bison', 'blista', 'mule', 'sultan' }, lot = { x = 401.5, y = -1631.2, z = 29.3 } }
