package dev.fxprof.hooks.win64.pdb;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Reads a symbol file in a virtual machine of its own, and prints what it found and how long it took. */
final class LargePdb {
    private LargePdb() {
    }

    public static void main(String[] args) throws IOException {
        long begin = System.nanoTime();
        long[] count = new long[1];
        long address;
        try (Pdb pdb = Pdb.open(Path.of(args[0]))) {
            pdb.forEachPublic(_ -> count[0]++);
            address = pdb.functions("lua_resume").getFirst().rva();
        }
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        System.out.println(count[0] + " " + address + " " + (System.nanoTime() - begin) / 1_000_000
                + " " + cpu / 1_000_000);
    }
}
