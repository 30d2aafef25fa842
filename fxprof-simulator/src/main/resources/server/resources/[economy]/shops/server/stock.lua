Stock = { shops = {} }

for s = 1, ShopConfig.shops do
    local shelf = {}
    for g = 1, ShopConfig.shelf do
        shelf[g] = { name = ShopConfig.goods[g], count = 10 + s * g % 20, price = 10, demand = 1 }
    end
    Stock.shops[s] = shelf
end

-- Prices follow demand: what sells gets dearer, what lies around gets cheaper.
function Stock.reprice()
    for s = 1, #Stock.shops do
        local shelf = Stock.shops[s]
        for g = 1, #shelf do
            local article = shelf[g]
            article.demand = math.max(0.01, article.demand * 0.995)
            local scarcity = 20 / (article.count + 5)
            article.price = article.price * 0.98 + (5 + g * 3) * scarcity * (0.5 + article.demand) * 0.02
        end
    end
end

function Stock.take(shop, name, count)
    local shelf = Stock.shops[(shop - 1) % #Stock.shops + 1]
    for g = 1, #shelf do
        local article = shelf[g]
        if article.name == name then
            article.count = article.count - count
            article.demand = math.min(article.demand + 0.2, 3)
            if article.count < 1 then article.count = 30 end
            return article.price * count
        end
    end
end
