Shared = {}

function Shared.double(n)
    return 2 * n
end
