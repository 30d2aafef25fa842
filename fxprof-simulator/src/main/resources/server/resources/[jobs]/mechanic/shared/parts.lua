Parts = {
    { name = 'engine', price = 900, wear = 0.0011 },
    { name = 'gearbox', price = 650, wear = 0.0009 },
    { name = 'brakes', price = 180, wear = 0.0031 },
    { name = 'tyres', price = 240, wear = 0.0042 },
    { name = 'radiator', price = 210, wear = 0.0014 },
    { name = 'suspension', price = 320, wear = 0.0019 },
}
