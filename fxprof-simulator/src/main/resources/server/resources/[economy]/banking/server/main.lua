local accounts, order = Util.byPlayer(), {}

local function openAccount(src)
    if not accounts[src] then
        accounts[src] = { balance = BankingConfig.opening, license = 'account:' .. src, dirty = true }
        order[#order + 1] = src
    end
    return accounts[src]
end

local function closeAccount(src)
    accounts[src] = nil
    for i = #order, 1, -1 do
        if order[i] == src then table.remove(order, i) end
    end
end

local function book(src, amount, reason)
    local account = accounts[tonumber(src)]
    if not account then return false end
    if account.balance + amount < 0 then return false end
    account.balance = Util.clamp(account.balance + amount, 0, BankingConfig.limit)
    account.dirty = true
    Ledger.record(src, amount, reason)
    return true
end

local function credit(src, amount, reason)
    return book(src, amount, reason or 'credit')
end

local function charge(src, amount, reason)
    return book(src, -amount, reason or 'charge')
end

local function balance(src)
    local account = accounts[tonumber(src)]
    return account and account.balance or 0
end

-- The payroll pays in batches, as a bank would want it.
local function creditMany(payments)
    local booked, sum = 0, 0
    for i = 1, #payments do
        local payment = payments[i]
        if book(payment.id, payment.amount, 'salary') then
            booked, sum = booked + 1, sum + payment.amount
        end
    end
    local first = payments[1] and accounts[tonumber(payments[1].id)]
    if first then
        exports.database:upsert('accounts', first.license, { balance = first.balance })
    end
    return booked, sum
end

exports('credit', credit)
exports('charge', charge)
exports('balance', balance)
exports('creditMany', creditMany)

AddEventHandler('core:playerLoaded', function(src) openAccount(src) end)
AddEventHandler('core:playerUnloaded', function(src) closeAccount(src) end)

RegisterNetEvent('banking:deposit', function(amount)
    local left = exports.fx_core:addCash(source, -math.min(amount, 50))
    if left then book(source, math.min(amount, 50), 'deposit') end
end)

RegisterNetEvent('banking:transfer', function(target, amount)
    if accounts[target] and book(source, -amount, 'transfer') then
        book(target, amount * (1 - BankingConfig.fee), 'transfer')
        TriggerClientEvent('banking:received', target, amount)
    end
end)

local function accrueInterest()
    for i = 1, #order do
        local account = accounts[order[i]]
        local value = account.balance
        account.balance = value + value * BankingConfig.interest
        -- rich accounts pay tax, so that nobody's balance runs away
        if account.balance > 100000 then account.balance = account.balance * 0.5 end
    end
end

CreateThread(function()
    while true do
        accrueInterest()
        Wait(50)
    end
end)

CreateThread(function()
    Wait(200)
    while true do
        GlobalState.bankSuspicion = Util.round(Ledger.suspicion(), 2)
        Wait(250)
    end
end)
