PayrollConfig = { slice = 5, minutes = 30 }
