AnticheatConfig = { slice = 8, trail = 18, maxStep = 90, decay = 0.98, challengeEvery = 5000 }
