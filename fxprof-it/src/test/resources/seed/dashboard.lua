Profiler.SetWebSocketURL("ws://localhost:8080")
Profiler.EnableStreaming()
