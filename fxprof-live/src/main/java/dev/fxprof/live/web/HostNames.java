package dev.fxprof.live.web;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that this server answers to. A page whose name was made to point here (DNS rebinding) calls
 * it by another.
 */
final class HostNames {
    private static final Pattern AUTHORITY = Pattern
            .compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9.-]{1,253})(?::([0-9]{1,5}))?");

    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    HostNames(InetAddress bind, Set<String> more) {
        if (!bind.isAnyLocalAddress()) {
            String address = bind.getHostAddress().replaceAll("%.*", "");
            names.add(address.contains(":") ? "[" + address + "]" : address);
        }
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Whether it is one of them, with whatever port: a tunnel changes that.
     *
     * @param authority value of the header Host
     */
    boolean knows(String authority) {
        return name(authority).filter(names::contains).isPresent();
    }

    private static Optional<String> name(String authority) {
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /**
     * Whether a page of this server sends it.
     *
     * @param origin value of the header Origin
     * @param scheme what the request came by
     * @param authority value of the header Host, a known one
     */
    static boolean isOwn(String origin, String scheme, String authority) {
        return origin.equalsIgnoreCase(scheme + "://" + authority);
    }
}
