Book = { lots = {} }

for i = 1, AuctionConfig.lots do
    local bids = {}
    for b = 1, AuctionConfig.depth do bids[b] = { bidder = 0, amount = 10 + b * i % 40 } end
    Book.lots[i] = { item = AuctionConfig.goods[i % #AuctionConfig.goods + 1], bids = bids, slot = 1 }
end

-- A bid overwrites the oldest entry of its lot; the book keeps its depth.
function Book.bid(index, bidder, amount)
    local lot = Book.lots[(index - 1) % #Book.lots + 1]
    local bids = lot.bids
    local weakest = 1
    for b = 2, #bids do
        if bids[b].amount < bids[weakest].amount then weakest = b end
    end
    bids[weakest].bidder, bids[weakest].amount = bidder, amount
    return lot
end

function Book.settle(index)
    local lot = Book.lots[index]
    local bids = Util.sortBy(lot.bids, 'amount')
    local winner, sum = bids[1], 0
    for b = 1, #bids do
        sum = sum + bids[b].amount
        -- bids fade, so that the next round starts below this one
        bids[b].amount = bids[b].amount * 0.9 + b * 7 % 5
    end
    return winner.bidder, winner.amount, sum / #bids
end
