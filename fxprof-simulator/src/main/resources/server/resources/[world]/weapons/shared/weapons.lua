Weapons = {
    { name = 'weapon_pistol', damage = 26, range = 60, spread = 1.2 },
    { name = 'weapon_smg', damage = 22, range = 80, spread = 1.9 },
    { name = 'weapon_carbinerifle', damage = 32, range = 140, spread = 0.8 },
    { name = 'weapon_pumpshotgun', damage = 29, range = 30, spread = 4.5 },
    { name = 'weapon_knife', damage = 45, range = 2, spread = 0 },
}
