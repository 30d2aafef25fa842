local factor = 2

return {
    double = function(n)
        return n * factor
    end
}
