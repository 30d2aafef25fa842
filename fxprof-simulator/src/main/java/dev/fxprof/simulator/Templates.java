package dev.fxprof.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fills argument templates such as {@code $x}, {@code $int:1:100} and {@code $pick:a|b}. */
final class Templates {
    private static final String[] SENTENCES = {"anyone selling a sultan?", "brb two minutes",
            "where is the mechanic", "thanks officer", "lost my phone again",
            "meet at the pier in ten", "how much for the house on the hill",
            "need a medic at legion square", "race tonight at nine", "who took my bike"};

    private final World world;

    Templates(World world) {
        this.world = world;
    }

    Object[] fill(List<Object> templates, World.Client client, SplittableRandom random) {
        Object[] values = new Object[templates.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = templates.get(i) instanceof String text && text.startsWith("$")
                    ? value(text, client, random)
                    : templates.get(i);
        }
        return values;
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
            case "$int" -> random.nextLong(Long.parseLong(parts[1]), Long.parseLong(parts[2]) + 1);
            case "$pick" -> pick(template.substring("$pick:".length()).split("\\|"), random);
            case "$target" -> target(client, random);
            case "$text" -> pick(SENTENCES, random);
            default -> template;
        };
    }

    private static String pick(String[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    private long target(World.Client client, SplittableRandom random) {
        List<World.Client> all = new ArrayList<>(world.clients());
        return all.isEmpty() ? client.id : all.get(random.nextInt(all.size())).id;
    }
}
