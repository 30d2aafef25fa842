package dev.fxprof.hooks.win64.pdb;

import dev.fxprof.hooks.win64.image.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes symbol files with any size of blocks, in order or with every stream's blocks reversed. */
final class PdbBuilder {
    static final String GUID = "04030201-0605-0807-0910-111213141516";
    static final int AGE = 3;
    /** Where its only section with code begins. */
    static final int CODE = 0x1000;
    private static final int FIRST_BLOCK = 3;

    private final int blockSize;
    private final boolean isReversed;
    private final Bytes symbols = new Bytes();
    private final Bytes functions = new Bytes().u32(4);

    PdbBuilder(int blockSize, boolean isReversed) {
        this.blockSize = blockSize;
        this.isReversed = isReversed;
    }

    PdbBuilder publicSymbol(String name, int section, long offset) {
        symbols.bytes(record(0x110E, new Bytes().u32(2, offset).u16(section).text(name)));
        return this;
    }

    /** A function with its reference among the global symbols. */
    PdbBuilder function(String name, long offset, int size) {
        int at = functions.size();
        functions.bytes(record(0x1110, new Bytes().u32(0, 0, 0, size, 0, size, 0, offset).u16(1)
                .u8(0).text(name)));
        symbols.bytes(record(0x1125, new Bytes().u32(0, at).u16(1).text(name)));
        return this;
    }

    int symbolBytes() {
        return symbols.size();
    }

    private static byte[] record(int kind, Bytes content) {
        int padding = -(content.size() + 4) & 3;
        return new Bytes().u16(content.size() + 2 + padding).u16(kind).bytes(content.array())
                .bytes(new byte[padding]).array();
    }

    byte[] build() {
        Bytes file = new Bytes();
        build(bytes -> file.bytes(bytes));
        return file.array();
    }

    void write(Path to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 20)) {
            build(bytes -> {
                try {
                    out.write(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private List<byte[]> streams() {
        byte[] info = new Bytes().u32(20000404, 7, 1).u8(1, 2, 3, 4, 5, 6, 7, 8)
                .u8(9, 16, 17, 18, 19, 20, 21, 22).array();
        byte[] sections = new Bytes().bytes(".text".getBytes(StandardCharsets.UTF_8)).upTo(8)
                .u32(0x5000, CODE, 0x5000, 0x400).upTo(36).u32(0x6000_0020)
                .bytes(".data".getBytes(StandardCharsets.UTF_8)).upTo(48)
                .u32(0x1000, 0x7000, 0x200, 0x5400).upTo(80).array();
        byte[] modules = new Bytes().upTo(34).u16(7).u32(functions.size()).upTo(64)
                .text("first.obj").text("some.lib").align(4).array();
        byte[] debug = new Bytes().u32(-1, 19990903, AGE).u16(-1, 0x8e00, -1, 1, 5, 0)
                .u32(modules.length, 0, 0, 0, 0, 0, 12, 0).u16(0, 0x8664).u32(0).bytes(modules)
                .u16(-1, -1, -1, -1, -1, 6).array();
        return List.of(new byte[0], info, new byte[0], debug, new byte[0], symbols.array(),
                sections, functions.array());
    }

    private interface Target {
        void write(byte[] bytes);
    }

    private void build(Target to) {
        List<byte[]> streams = streams();
        Bytes directory = new Bytes().u32(streams.size());
        streams.forEach(stream -> directory.u32(stream.length));
        int next = FIRST_BLOCK;
        for (byte[] stream : streams) {
            int count = blocks(stream.length);
            for (int i = 0; i < count; i++) {
                directory.u32(next + (isReversed ? count - 1 - i : i));
            }
            next += count;
        }
        int directoryBlocks = blocks(directory.size());
        Bytes list = new Bytes();
        for (int i = 0; i < directoryBlocks; i++) {
            list.u32(next + i);
        }
        int listAt = next + directoryBlocks;
        Bytes first = new Bytes().bytes(
                "Microsoft C/C++ MSF 7.00\r\n\032DS\0\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .u32(blockSize, 1, listAt + blocks(list.size()), directory.size(), 0);
        for (int i = 0; i < blocks(list.size()); i++) {
            first.u32(listAt + i);
        }
        to.write(first.upTo(blockSize * FIRST_BLOCK).array());
        for (byte[] stream : streams) {
            stream(stream, to);
        }
        to.write(directory.align(blockSize).array());
        to.write(list.align(blockSize).array());
    }

    private void stream(byte[] stream, Target to) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < blocks(stream.length); i++) {
            order.add(isReversed ? blocks(stream.length) - 1 - i : i);
        }
        for (int block : order) {
            byte[] bytes = new byte[blockSize];
            int from = block * blockSize;
            System.arraycopy(stream, from, bytes, 0, Math.min(blockSize, stream.length - from));
            to.write(bytes);
        }
    }

    private int blocks(int bytes) {
        return (bytes + blockSize - 1) / blockSize;
    }
}
