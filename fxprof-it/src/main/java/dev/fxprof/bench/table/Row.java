package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Samples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** A row with its figures: medians over the forks, unrounded. */
public final class Row {
    private final RowSpec spec;
    private final boolean indicative;
    private final OptionalDouble measured;
    private final double[] forks;
    private final Map<String, Double> peers = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, double[]> peerForks = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> variants = new LinkedHashMap<>();
    private final Map<String, Double> extras = new LinkedHashMap<>();
    private final List<Outcome> targets;

    Row(RowSpec spec, Samples samples, boolean indicative) {
        this.spec = spec;
        this.indicative = indicative;
        String way = spec.missing == null ? spec.measured.best(samples, spec.better) : null;
        Figure figure = way == null ? null : spec.measured.variants().get(way);
        measured = figure == null ? OptionalDouble.empty() : samples.median(figure);
        forks = figure == null ? new double[0] : samples.forks(figure);
        for (Peer peer : spec.peers) {
            take(peer, samples);
        }
        spec.extras.forEach((path, value) -> value.apply(samples)
                .ifPresent(v -> extras.put(path, v)));
        targets = spec.targets.stream().map(target -> target.outcome(this))
                .filter(Objects::nonNull).toList();
    }

    private void take(Peer peer, Samples samples) {
        String best = peer.best(samples, spec.better);
        if (best == null) {
            return;
        }
        Figure figure = peer.variants().get(best);
        double median = samples.median(figure).orElseThrow();
        peers.put(peer.id(), median);
        measured.ifPresent(ours -> ratios.put(peer.id(), ours / median));
        peerForks.put(peer.id(), samples.forks(figure));
        if (peer.variants().size() > 1) {
            variants.put(peer.id(), peer.medians(samples));
        }
    }

    /**
     * The row's id.
     *
     * @return table, slash, name
     */
    public String id() {
        return spec.id;
    }

    /**
     * The unit of all figures.
     *
     * @return such as ns
     */
    public String unit() {
        return spec.unit;
    }

    /**
     * Which figures are better.
     *
     * @return higher or lower
     */
    public Better better() {
        return spec.better;
    }

    /**
     * The published figure.
     *
     * @return null if there is none
     */
    public Double published() {
        return spec.published;
    }

    /**
     * The figure measured here.
     *
     * @return empty if it could not be measured
     */
    public OptionalDouble measured() {
        return measured;
    }

    /**
     * The figure of each fork.
     *
     * @return in their order
     */
    public double[] forks() {
        return forks.clone();
    }

    /**
     * Lowest and highest figure of some forks.
     *
     * @param of figures, at least one
     * @return low, high
     */
    public static double[] spread(double[] of) {
        return new double[]{Arrays.stream(of).min().orElseThrow(),
                Arrays.stream(of).max().orElseThrow()};
    }

    /**
     * The peers' figures.
     *
     * @return by id
     */
    public Map<String, Double> peers() {
        return peers;
    }

    /**
     * Measured / peer.
     *
     * @return by id
     */
    public Map<String, Double> ratios() {
        return ratios;
    }

    /**
     * The figure of each fork of the peers.
     *
     * @return by id
     */
    public Map<String, double[]> peerForks() {
        return peerForks;
    }

    /**
     * The figures of peers that can be used in several ways; the best of them stands in
     * {@link #peers()}.
     *
     * @return by id, by way
     */
    public Map<String, Map<String, Double>> variants() {
        return variants;
    }

    /**
     * Further figures.
     *
     * @return by path
     */
    public Map<String, Double> extras() {
        return extras;
    }

    /**
     * How goals and floors came out.
     *
     * @return one for each that was measured
     */
    public List<Outcome> targets() {
        return targets;
    }

    /**
     * What holds for all targets.
     *
     * @return goal, floor, none, or null without targets
     */
    public String holds() {
        if (targets.isEmpty()) {
            return null;
        }
        for (String least : List.of("none", "floor")) {
            if (targets.stream().anyMatch(target -> target.holds().equals(least))) {
                return least;
            }
        }
        return "goal";
    }

    /**
     * Whether the published figure, or without one the floors, are reached.
     *
     * @return reached, not reached, measured, or not measured and why
     */
    public String verdict() {
        if (measured.isEmpty()) {
            return "not measured" + (spec.missing == null ? "" : ": " + spec.missing);
        }
        if (spec.published == null && targets.isEmpty()) {
            return "measured";
        }
        boolean reached = spec.published != null
                ? spec.better.holds(measured.getAsDouble(), spec.published)
                : !"none".equals(holds());
        return (reached ? "reached" : "not reached") + (indicative ? " (indicative)" : "");
    }
}
