-- Profile only specific resource
Profiler.EnableForResource("esx_policejob")

-- Disable for noisy resources
Profiler.DisableForResource("chat")
