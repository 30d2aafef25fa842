fx_version 'cerulean'
game 'gta5'

author 'fxprof'
description 'Clothing: wardrobes, outfits, previews'
version '1.6.1'

shared_scripts {
    '@fx_core/shared/util.lua',
    'shared/wardrobe.lua',
}

server_scripts {
    'server/main.lua',
}

dependencies {
    'fx_core',
    'database',
    'banking',
}
