RegisterNetEvent('auction:bid', function(index, amount)
    local lot = Book.bid(index, source, amount)
    TriggerClientEvent('auction:accepted', source, lot.item, amount)
end)

local function handOver(bidder, lot, amount)
    -- the winner may have left or be broke: that must not stop the auctioneer
    local ok, problem = pcall(function()
        if not exports.banking:charge(bidder, amount, 'auction') then
            error('bidder ' .. bidder .. ' cannot pay')
        end
        exports.inventory:addItem(bidder, lot.item, 1)
    end)
    if not ok then TriggerEvent('log:write', 'warning', 'auction', tostring(problem)) end
end

local turn = 0
CreateThread(function()
    Wait(150)
    while true do
        turn = turn % AuctionConfig.lots + 1
        local bidder, amount = Book.settle(turn)
        if bidder > 0 and turn == 1 then
            handOver(bidder, Book.lots[turn], amount)
        end
        Wait(100)
    end
end)
