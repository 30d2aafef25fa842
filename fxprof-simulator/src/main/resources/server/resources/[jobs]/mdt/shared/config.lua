MdtConfig = { pageSize = 8, words = { 'speeding', 'burglary', 'fraud', 'arson', 'citizen', 'assault' } }
