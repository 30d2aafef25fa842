package dev.fxprof.simulator;

import java.util.List;
import java.util.Map;

/**
 * What the simulated clients do: states with mean durations, the net events they send in each, their
 * answers to client events, and events at fixed times.
 *
 * @param states by name; {@code spawning} is the first, {@code leaving} the last
 * @param enter events sent once on entering a state
 * @param replies answers by name of the client event
 * @param timeline events at fixed times, in their order
 */
record Scenario(Map<String, State> states, Map<String, List<Event>> enter,
        Map<String, Reply> replies, List<Timed> timeline) {
    /** A state: how long it lasts on average, what follows with which weight, what is sent. */
    record State(double meanSeconds, Map<String, Double> next, List<Event> events) {}

    /** A net event with its rate and its argument templates. */
    record Event(String name, double perSecond, List<Object> args) {}

    /** The answer to a client event. */
    record Reply(String name, long minMillis, long maxMillis, double probability,
            List<Object> args) {}

    /** An event at a time of the server, sent by the nth player, or by all for 0. */
    record Timed(double atSeconds, int player, Event event) {}
}
