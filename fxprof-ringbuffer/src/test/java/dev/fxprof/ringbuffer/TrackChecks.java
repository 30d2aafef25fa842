package dev.fxprof.ringbuffer;

import dev.fxprof.ringbuffer.TrackModel.Activation;
import dev.fxprof.ringbuffer.TrackModel.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class TrackChecks {
    private final List<String> problems = new ArrayList<>();
    private final List<Event> begins = new ArrayList<>();
    private final List<Tree.Slice> slices = new ArrayList<>();
    private final List<Tree> trees;
    private final long[] stamps;
    private final Activation[] innermost;

    TrackChecks(List<Event> events, List<Tree> trees) {
        this.trees = trees;
        this.stamps = new long[events.size()];
        this.innermost = new Activation[events.size()];
        events.stream().filter(Event::begins).forEach(begins::add);
        trees.forEach(t -> slices.addAll(t.slices()));
        check(slices.size() == begins.size(), "slices " + slices.size());
        if (problems.isEmpty()) {
            walk(events);
            ids();
            links();
            trees.forEach(t -> problems.addAll(new TreeChecks(0).nesting(t)));
        }
    }

    List<String> problems() {
        return problems;
    }

    private void check(boolean right, String what) {
        if (!right) {
            problems.add(what);
        }
    }

    private void walk(List<Event> events) {
        List<Integer> open = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.begins()) {
                begin(event, slices.get(next),
                        open.isEmpty() ? 0 : slices.get(open.getLast()).span());
                stamps[i] = slices.get(next).start();
                open.add(next++);
            } else {
                Tree.Slice slice = slices.get(open.removeLast());
                check(slice.unfinished() == event.unfinished(), "unfinished " + slice);
                stamps[i] = slice.end();
            }
            innermost[i] = open.isEmpty() ? null : begins.get(open.getLast()).of();
            check(i == 0 || stamps[i] > stamps[i - 1], "stamps increase " + event);
        }
    }

    private void begin(Event event, Tree.Slice slice, long parent) {
        check(slice.site() == event.of().site, "site " + slice);
        check(slice.first() == event.first(), "first " + slice);
        check(slice.source() == event.of().source, "source " + slice);
        check(slice.parentSpan() == parent, "parent " + slice);
        check(!slice.placeholder(), "placeholder " + slice);
    }

    private void ids() {
        Map<Activation, Long> ids = new HashMap<>();
        Map<Long, Activation> spans = new HashMap<>();
        for (int i = 0; i < slices.size(); i++) {
            Activation of = begins.get(i).of();
            long id = slices.get(i).span();
            check(ids.merge(of, id, (x, y) -> x) == id, "one id a span " + id);
            check(spans.merge(id, of, (x, y) -> x) == of, "one span an id " + id);
            check(id > 0 && id < 1L << 53, "id in range " + id);
        }
        check(slices.stream().filter(Tree.Slice::first).count() == begins.stream()
                .map(Event::of).distinct().count(), "spans");
    }

    private Activation at(long moment) {
        int i = Arrays.binarySearch(stamps, moment);
        i = i < 0 ? -i - 2 : i;
        return i < 0 ? null : innermost[i];
    }

    private void links() {
        Map<Long, Activation> spans = new HashMap<>();
        for (int i = 0; i < slices.size(); i++) {
            spans.put(slices.get(i).span(), begins.get(i).of());
        }
        long continued = 0;
        long caused = 0;
        for (Tree tree : trees) {
            for (Tree.Link link : tree.links()) {
                Activation to = spans.get(link.to());
                Tree.Slice slice = tree.slices().stream()
                        .filter(s -> s.start() == link.toNanos() && s.span() == link.to())
                        .findFirst().orElse(null);
                if (to == null || slice == null) {
                    problems.add("no slice for " + link);
                } else if (link.continues()) {
                    continued++;
                    check(link.from() == link.to() && !slice.first(), "continues " + link);
                    check(at(link.fromNanos()) == to, "from its own slice " + link);
                } else {
                    caused++;
                    check(slice.first() && to.cause != null, "cause " + link);
                    check(to.cause.nanos() == link.fromNanos(), "moment " + link);
                    check(to.cause.by() == spans.get(link.from()), "causing span " + link);
                    check(to.cause.by() == at(link.fromNanos()), "causing slice " + link);
                }
            }
        }
        check(continued == begins.stream().filter(e -> !e.first()).count(),
                "links between slices " + continued);
        check(caused == begins.stream().filter(e -> e.first() && e.of().cause != null).count(),
                "links from causes " + caused);
    }
}
