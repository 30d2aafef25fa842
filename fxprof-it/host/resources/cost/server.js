# Entered by the measurement of costs only.
export none: burn 0
