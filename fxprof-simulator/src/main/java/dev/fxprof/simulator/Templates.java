package dev.fxprof.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Fills argument templates such as {@code $x}, {@code $int:1:100} and {@code $pick:a|b}. */
final class Templates {
    private static final String[] SENTENCES = {"anyone selling a sultan?", "brb two minutes",
            "where is the mechanic", "thanks officer", "lost my phone again",
            "meet at the pier in ten", "how much for the house on the hill",
            "need a medic at legion square", "race tonight at nine", "who took my bike"};

    private static final Pattern RANGE = Pattern.compile("\\$int:-?\\d{1,15}:-?\\d{1,15}");

    private final World world;

    Templates(World world) {
        this.world = world;
    }

    Object[] fill(List<Object> templates, World.Client client, SplittableRandom random) {
        return templates.stream().map(template -> filled(template, client, random)).toArray();
    }

    private Object filled(Object template, World.Client client, SplittableRandom random) {
        if (template instanceof List<?> list) {
            return list.stream().map(item -> filled(item, client, random)).toList();
        }
        if (template instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, filled(value, client, random)));
            return copy;
        }
        return template instanceof String text && text.startsWith("$")
                ? value(text, client, random)
                : template;
    }

    /** Fails for a template that cannot be filled. */
    static void check(Object template, Function<String, InvalidInputException> failure)
            throws InvalidInputException {
        if (template instanceof List<?> list) {
            for (Object item : list) {
                check(item, failure);
            }
        } else if (template instanceof Map<?, ?> map) {
            check(new ArrayList<>(map.values()), failure);
        } else if (template instanceof String text && text.startsWith("$int")
                && !RANGE.matcher(text).matches()) {
            throw failure.apply("holds " + text + "; expected such as $int:1:100");
        }
    }

    private Object value(String template, World.Client client, SplittableRandom random) {
        World.Entity ped = client.ped;
        String[] parts = template.split(":", 3);
        return switch (parts[0]) {
            case "$x" -> ped.x;
            case "$y" -> ped.y;
            case "$z" -> ped.z;
            case "$heading" -> ped.heading;
            case "$speed" -> ped.speed;
            case "$health" -> (long) ped.health;
            case "$int" -> number(Long.parseLong(parts[1]), Long.parseLong(parts[2]), random);
            case "$pick" -> pick(template.substring("$pick:".length()).split("\\|"), random);
            case "$target" -> target(client, random);
            case "$text" -> pick(SENTENCES, random);
            default -> template;
        };
    }

    private static long number(long a, long b, SplittableRandom random) {
        return random.nextLong(Math.min(a, b), Math.max(a, b) + 1);
    }

    private static String pick(String[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    private long target(World.Client client, SplittableRandom random) {
        List<World.Client> all = new ArrayList<>(world.clients());
        return all.isEmpty() ? client.id : all.get(random.nextInt(all.size())).id;
    }
}
