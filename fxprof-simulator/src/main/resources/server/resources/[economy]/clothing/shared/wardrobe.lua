Wardrobe = { components = {} }

for i = 1, 12 do
    local drawables = {}
    for d = 1, 20 do
        drawables[d] = { texture = d % 8, colour = (d * 37 + i * 11) % 360, price = 15 + d * 2 }
    end
    Wardrobe.components[i] = drawables
end
