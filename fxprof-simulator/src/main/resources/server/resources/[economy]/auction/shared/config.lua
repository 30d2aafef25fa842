AuctionConfig = { lots = 8, depth = 14, goods = { 'gold', 'silver', 'phone', 'radio', 'repairkit' } }
