VoiceConfig = { ranges = { 3, 8, 20, 60 }, shout = 80, announce = 4 }
