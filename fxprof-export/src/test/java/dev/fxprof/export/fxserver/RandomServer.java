package dev.fxprof.export.fxserver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A server that does random things and adds up, while it does them, what they take and whose they are: so
 * its sums know nothing of enters and exits.
 */
final class RandomServer {
    private static final String[] RESOURCES = {"shop", "bank", "jobs", "es_extended", "web"};

    final ServerRecording recording = new ServerRecording();
    /** Nanoseconds by resource, kind and name. */
    final Map<String, Long> totals = new TreeMap<>();
    final Map<String, Long> selves = new TreeMap<>();
    final Map<String, Long> byResource = new HashMap<>();
    private final SplittableRandom random;
    private final double forgetfulness;
    private long now;

    RandomServer(long seed) {
        this(seed, 0);
    }

    /** A server whose scripts forget to close so many of the regions that they open. */
    RandomServer(long seed, double forgetfulness) {
        random = new SplittableRandom(seed);
        this.forgetfulness = forgetfulness;
    }

    /** What takes time, with a place for more of it. */
    private interface Work {
        /** Runs, and returns how much of the time is not its own. */
        long run();
    }

    private void spend() {
        now += random.nextInt(5) == 0 ? 0 : random.nextInt(50);
    }

    private long measured(String resource, String kindAndName, Work work) {
        long from = now;
        long others = work.run();
        long took = (now - from) * 1000;
        totals.merge(resource + "/" + kindAndName, took, Long::sum);
        selves.merge(resource + "/" + kindAndName, took - others, Long::sum);
        byResource.merge(resource, took - others, Long::sum);
        return took;
    }

    void tick() {
        now += random.nextInt(5000);
        measured("server", "tick/tick", () -> {
            recording.at(now).beginTick();
            long others = 0;
            spend();
            for (int i = random.nextInt(6); i > 0; i--) {
                others += random.nextBoolean() ? event() : resourceTick();
                spend();
            }
            recording.at(now).endTick();
            return others;
        });
    }

    private String anyResource() {
        return RESOURCES[random.nextInt(RESOURCES.length)];
    }

    private long event() {
        String resource = anyResource();
        String event = "on:" + random.nextInt(4);
        if (resource.equals("web")) {
            return measured(resource, "event/" + event, () -> {
                recording.at(now).resource(resource, "event:" + event);
                spend();
                recording.at(now).exitResource();
                return 0;
            });
        }
        return measured(resource, "entry/event:" + event + " (" + resource + ")", () -> {
            recording.at(now).resource(resource, "event:" + event);
            long others = 0;
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                spend();
                others += scope("event " + event + " [@" + resource + "/server/e.lua[5..9]]",
                        resource, "event/" + event, 0);
            }
            spend();
            recording.at(now).exitResource();
            return others;
        });
    }

    private long resourceTick() {
        String resource = anyResource();
        if (resource.equals("web")) {
            return measured(resource, "thread/tick (web)", () -> {
                recording.at(now).resource(resource, "tick");
                spend();
                recording.at(now).exitResource();
                return 0;
            });
        }
        return measured(resource, "entry/tick (" + resource + ")", () -> {
            recording.at(now).resource(resource, "tick");
            long others = 0;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int line = 10 + random.nextInt(3);
                spend();
                others += scope("thread @" + resource + "/server/t.lua[" + line + ".."
                        + (line + 20) + "]", resource, "thread/t.lua:" + line, 0);
            }
            recording.at(now).exitResource();
            return others;
        });
    }

    /** A scope of Lua, in which exports are called and regions opened. */
    private long scope(String name, String resource, String kindAndName, int depth) {
        return measured(resource, kindAndName, () -> {
            recording.at(now).scope(name);
            long others = 0;
            List<Integer> what = new ArrayList<>();
            for (int i = depth > 4 ? 0 : random.nextInt(3); i > 0; i--) {
                what.add(random.nextInt(3));
            }
            spend();
            for (int next : what) {
                String callee = anyResource();
                others += next == 0
                        ? scope("my region " + depth, resource, "region/my region " + depth,
                                depth + 1)
                        : scope("ref call [@" + callee + "/server/x.lua[7..8]]", callee,
                                "export/ref call x.lua:7", depth + 1);
                spend();
            }
            boolean isForgotten = forgetfulness > 0 && kindAndName.startsWith("region/")
                    && random.nextDouble() < forgetfulness;
            if (!isForgotten) {
                recording.at(now).exitScope();
            }
            return others;
        });
    }
}
