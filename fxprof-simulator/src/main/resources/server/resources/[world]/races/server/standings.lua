Standings = { cars = {} }

-- Twenty ghost cars keep the race alive; players take over their start numbers.
for i = 1, 20 do
    Standings.cars[i] = { number = i, driver = 0, leg = i * 2 % 48 + 1, into = 0, lap = 0, progress = 0, speed = 20 + i * 7 % 13 }
end

function Standings.advance(seconds)
    local cars, points = Standings.cars, Track.points
    for i = 1, #cars do
        local car = cars[i]
        local into = car.into + car.speed * seconds
        local leg = car.leg
        if into > points[leg].leg then
            into = into - points[leg].leg
            leg = leg % #points + 1
            if leg == 1 then car.lap = (car.lap + 1) % 50 end
        end
        car.into, car.leg = into, leg
        car.progress = car.lap * Track.length + leg * 60 + into
    end
end

-- Insertion sort: the order changes little from tick to tick.
function Standings.sort()
    local cars = Standings.cars
    Util.sortBy(cars, 'progress')
    for i = 2, #cars do
        cars[i].gap = (cars[i - 1].progress - cars[i].progress) / cars[i].speed
    end
    return cars[1]
end
