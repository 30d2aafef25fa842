DrugsConfig = { plants = 160, thirst = 0.04, growth = 0.09 }
