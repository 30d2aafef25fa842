Jobs = {
    list = {
        'police', 'ambulance', 'fire', 'mechanic', 'taxi', 'trucking',
        'courier', 'towing', 'mining', 'fishing', 'unemployed',
    },
    salary = {
        police = 120, ambulance = 110, fire = 105, mechanic = 90, taxi = 70, trucking = 95,
        courier = 75, towing = 80, mining = 85, fishing = 65, unemployed = 20,
    },
}

function Jobs.forNewcomer(src)
    return Jobs.list[(src - 1) % #Jobs.list + 1]
end

function Jobs.pay(job, grade)
    return (Jobs.salary[job] or 0) * (1 + 0.15 * grade)
end
