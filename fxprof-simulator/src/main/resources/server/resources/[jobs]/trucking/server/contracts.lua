Contracts = { board = {} }

for i = 1, 10 do
    Contracts.board[i] = { depot = i * 2, crates = 4 + i, reward = 300 + i * 40 }
end

-- Stock flows to demand; what runs dry is refilled from the harbour.
function Contracts.flow()
    for i = 1, #Depots do
        local depot = Depots[i]
        depot.stock = depot.stock - depot.demand * 0.05
        if depot.stock < 5 then depot.stock = 60 end
    end
    for i = 1, #Contracts.board do
        local contract = Contracts.board[i]
        local depot = Depots[contract.depot]
        contract.reward = 200 + (60 - depot.stock) * 6 + contract.crates * 12
    end
end
