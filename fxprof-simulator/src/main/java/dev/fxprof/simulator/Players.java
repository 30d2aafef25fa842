package dev.fxprof.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The clients: state machines driven by the seed. They act between ticks; what they send is handled
 * in the next one, as on a server.
 */
final class Players {
    static final String FIRST = "spawning";
    static final String LAST = "leaving";
    private static final double JOIN_SECONDS = 2;
    private static final double REJOIN_SECONDS = 3;

    /** One seat at the server; after leaving, another client takes it. */
    private static final class Seat {
        final int number;
        final SplittableRandom random;
        World.Client client;
        World.Client waiting;
        Joining joining;
        String state = "";
        long untilNanos;

        Seat(int number, SplittableRandom random) {
            this.number = number;
            this.random = random;
        }
    }

    private record Answer(long dueNanos, long order, int client, Scenario.Reply reply, long cause,
            long causeTicks) implements Comparable<Answer> {
        @Override
        public int compareTo(Answer other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Server server;
    private final Scenario scenario;
    private final Templates templates;
    private final List<Seat> seats = new ArrayList<>();
    private final PriorityQueue<Answer> answers = new PriorityQueue<>();
    private final SplittableRandom random;
    private long order;
    private int played;
    private int lastId;

    Players(Server server, Scenario scenario) {
        this.server = server;
        this.scenario = scenario;
        this.templates = new Templates(server.world);
        this.random = new SplittableRandom(server.config.seed());
        int count = server.config.players();
        for (int i = 0; i < count; i++) {
            Seat seat = new Seat(i, random.split());
            seat.untilNanos = (long) (JOIN_SECONDS * 1e9 * i / count);
            seats.add(seat);
        }
    }

    /** Lets the clients act for the time from the last tick to now. */
    void act(long now, double seconds) {
        for (Seat seat : seats) {
            if (now >= seat.untilNanos) {
                change(seat, now);
            }
            if (seat.client != null) {
                move(seat, seconds);
                send(seat, seconds);
            }
        }
        play(now);
        while (!answers.isEmpty() && answers.peek().dueNanos <= now) {
            Answer answer = answers.poll();
            World.Client client = server.world.client(answer.client);
            if (client != null) {
                server.events.queueNet(answer.reply.name(), client.id,
                        templates.fill(answer.reply.args(), client, random), answer.cause,
                        answer.causeTicks);
            }
        }
    }

    /** Sends what the scenario fixes to a time; who is not connected then does not send it. */
    private void play(long now) {
        List<Scenario.Timed> timeline = scenario.timeline();
        while (played < timeline.size()
                && timeline.get(played).atSeconds() * 1e9 <= now) {
            Scenario.Timed timed = timeline.get(played++);
            seats.stream()
                    .filter(seat -> seat.client != null
                            && (timed.player() == 0 || timed.player() == seat.number + 1))
                    .forEach(seat -> queue(seat, timed.event()));
        }
    }

    private void change(Seat seat, long now) {
        if (seat.client == null) {
            join(seat, now);
        } else if (seat.state.equals(LAST)) {
            leave(seat, "Exiting", now);
        } else {
            Scenario.State state = scenario.states().get(seat.state);
            become(seat, state == null ? seat.state : next(state, seat.random), now);
        }
    }

    private static String next(Scenario.State state, SplittableRandom random) {
        double total = state.next().values().stream().mapToDouble(Double::doubleValue).sum();
        double at = random.nextDouble() * total;
        String chosen = FIRST;
        for (Map.Entry<String, Double> entry : state.next().entrySet()) {
            chosen = entry.getKey();
            at -= entry.getValue();
            if (at < 0) {
                break;
            }
        }
        return chosen;
    }

    private void become(Seat seat, String name, long now) {
        Scenario.State state = scenario.states().get(name);
        seat.state = name;
        double seconds = state == null
                ? name.equals(LAST) ? 0 : 1e6
                : state.meanSeconds() * (0.5 + seat.random.nextDouble());
        seat.untilNanos = now + (long) (seconds * 1e9);
        World.Entity ped = seat.client.ped;
        if (name.equals("driving") && ped.vehicle == 0) {
            World.Entity vehicle = server.world.add(World.VEHICLE, seat.client.id);
            vehicle.plate = String.format("FX%05d", vehicle.netId % 100_000);
            ped.vehicle = vehicle.handle;
        } else if (!name.equals("driving") && ped.vehicle != 0) {
            server.removeEntity(ped.vehicle);
            ped.vehicle = 0;
        }
        for (Scenario.Event event : scenario.enter().getOrDefault(name, List.of())) {
            queue(seat, event);
        }
    }

    /** Takes the next step of joining; several ticks may pass while a script defers it. */
    private void join(Seat seat, long now) {
        if (seat.joining == null) {
            World.Entity ped = server.world.add(World.PED, ++lastId);
            ped.x = seat.random.nextDouble(-1500, 1500);
            ped.y = seat.random.nextDouble(-1500, 1500);
            ped.z = 30;
            seat.joining = new Joining(server, lastId, "Player " + (seat.number + 1), ped);
            seat.waiting = new World.Client(lastId, "Player " + (seat.number + 1), ped);
            seat.waiting.ping = 20 + seat.random.nextInt(80);
            seat.joining.begin();
        }
        Joining joining = seat.joining;
        if (!joining.isDecided()) {
            return;
        }
        seat.joining = null;
        joining.end();
        if (joining.isRefused()) {
            server.removeEntity(seat.waiting.ped.handle);
            seat.untilNanos = now + (long) (REJOIN_SECONDS * 1e9);
            return;
        }
        seat.client = seat.waiting;
        seat.client.joinedNanos = now;
        server.world.connect(seat.client);
        server.events.triggerFor(seat.client.id, "playerJoining",
                String.valueOf(joining.temporaryId()));
        if (seat.client != null) {
            become(seat, FIRST, now);
        }
    }

    private void leave(Seat seat, String reason, long now) {
        // First, so that a handler which drops the player again finds nobody.
        World.Client gone = seat.client;
        seat.client = null;
        seat.state = "";
        seat.untilNanos = now + (long) (REJOIN_SECONDS * 1e9);
        server.events.triggerFor(gone.id, "playerDropped", reason);
        server.world.disconnect(gone.id);
        server.removeEntity(gone.ped.handle);
        server.removeEntity(gone.ped.vehicle);
        server.stateBags.dropBag("player:" + gone.id);
    }

    void drop(int id, String reason) {
        for (Seat seat : seats) {
            if (seat.client != null && seat.client.id == id) {
                leave(seat, reason, server.clock.peek());
            } else if (seat.joining != null && seat.joining.temporaryId() == id) {
                seat.joining.refuse();
            }
        }
    }

    private static void move(Seat seat, double seconds) {
        World.Entity ped = seat.client.ped;
        ped.speed = switch (seat.state) {
            case "driving" -> 22;
            case "walking", "working", "fighting" -> 1.6;
            default -> 0;
        };
        if (ped.speed > 0) {
            ped.heading = (ped.heading + seat.random.nextDouble(-4, 4) + 360) % 360;
            ped.x = Math.clamp(ped.x + Math.sin(Math.toRadians(ped.heading)) * ped.speed * seconds,
                    -4000, 4000);
            ped.y = Math.clamp(ped.y + Math.cos(Math.toRadians(ped.heading)) * ped.speed * seconds,
                    -4000, 4000);
        }
        if (seat.state.equals("fighting")) {
            ped.health = Math.max(110, ped.health - seat.random.nextInt(2));
        } else if (ped.health < 200) {
            ped.health++;
        }
    }

    private void send(Seat seat, double seconds) {
        Scenario.State state = scenario.states().get(seat.state);
        if (state == null) {
            return;
        }
        for (Scenario.Event event : state.events()) {
            if (seat.random.nextDouble() < event.perSecond() * seconds) {
                queue(seat, event);
            }
        }
    }

    private void queue(Seat seat, Scenario.Event event) {
        server.events.queueNet(event.name(), seat.client.id,
                templates.fill(event.args(), seat.client, seat.random), 0, 0);
    }

    /** A client event on its way to one client, or to all for -1; it may be answered. */
    void clientEvent(String name, long target) {
        Scenario.Reply reply = scenario.replies().get(name);
        if (reply == null) {
            return;
        }
        long cause = server.recorder.currentSpan();
        long causeTicks = server.recorder.ticks();
        for (World.Client client : server.world.clients()) {
            if ((target == -1 || target == client.id)
                    && random.nextDouble() < reply.probability()) {
                long after = random.nextLong(reply.minMillis(), reply.maxMillis() + 1);
                answers.add(new Answer(server.clock.peek() + after * 1_000_000, ++order, client.id,
                        reply, cause, causeTicks));
            }
        }
    }

    int connected() {
        return server.world.clients().size();
    }
}
