FishingConfig = {
    shoals = 90, bays = 9,
    fish = { 'cod', 'bass', 'trout', 'pike', 'eel' },
}
