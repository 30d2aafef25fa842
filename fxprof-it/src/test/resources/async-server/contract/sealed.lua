function sealed(n)
    return n + 1
end
