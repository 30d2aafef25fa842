local factor = 2

function changed(n)
    return n * factor
end

function gone(n)
    return n
end
