package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.run.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What a row is made of. */
final class RowSpec {
    final String id;
    final String unit;
    final Better better;
    final List<Peer> peers = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();
    final Map<String, Function<Samples, OptionalDouble>> extras = new LinkedHashMap<>();
    Peer measured;
    Double published;
    String missing;

    RowSpec(String id, String unit, Better better) {
        this.id = id;
        this.unit = unit;
        this.better = better;
    }

    RowSpec measured(Figure figure) {
        return measured(Peer.of(id, figure));
    }

    /** The best of several ways. */
    RowSpec measured(Peer ways) {
        measured = ways;
        return this;
    }

    RowSpec published(double value) {
        published = value;
        return this;
    }

    /** The row cannot be measured here, because of this. */
    RowSpec missing(String reason) {
        missing = reason;
        return this;
    }

    RowSpec peer(Peer peer) {
        peers.add(peer);
        return this;
    }

    RowSpec peer(String peerId, Figure figure) {
        return peer(Peer.of(peerId, figure));
    }

    RowSpec target(Target target) {
        targets.add(target);
        return this;
    }

    /** A further field of the row; dots in its path make objects. */
    RowSpec extra(String path, Figure figure) {
        return extra(path, samples -> samples.median(figure));
    }

    RowSpec extra(String path, Function<Samples, OptionalDouble> value) {
        extras.put(path, value);
        return this;
    }
}
