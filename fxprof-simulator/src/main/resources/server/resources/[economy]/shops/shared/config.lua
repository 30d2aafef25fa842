ShopConfig = { shops = 14, shelf = 10, goods = { 'water', 'bread', 'phone', 'bandage', 'lockpick', 'radio', 'ammo', 'rod', 'pickaxe', 'repairkit' } }
