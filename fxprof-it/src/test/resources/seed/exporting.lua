-- Export to Speedscope JSON
Profiler.ExportSpeedscope("speedscope_output.json")

-- Export to FlameGraph SVG
Profiler.ExportFlameGraph("flamegraph.svg")

-- Export raw CSV
Profiler.ExportCSV("profiler_data.csv")
