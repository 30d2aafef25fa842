package dev.fxprof.hooks.win64.pdb;

import dev.fxprof.hooks.win64.image.BuildId;
import dev.fxprof.hooks.win64.image.ImageBytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A symbol file (PDB, MSF 7.0, blocks of 512 bytes to 32 KB) as Microsoft's and LLVM's linkers write it.
 *
 * <p>Symbols are read as a stream: memory does not depend on the file's size. All methods that read throw
 * {@link MalformedImageException}, and nothing else, for a file that does not keep to the format. For one
 * thread.
 */
public final class Pdb implements Closeable {
    private static final int INFO_STREAM = 1;
    private static final int PUBLIC = 0x110E;
    private static final int PROCEDURE_REFERENCE = 0x1125;
    private static final int LOCAL_PROCEDURE_REFERENCE = 0x1127;
    private static final Set<Integer> PROCEDURES = Set.of(0x110F, 0x1110, 0x1146, 0x1147);
    private static final int FUNCTION = 2;
    /** Each is looked up in a stream of its own. */
    private static final int MOST_OF_A_NAME = 64;

    private final ImageBytes in;
    private final Msf msf;
    private final String guid;
    private final long infoAge;
    private final DebugHeader header;

    private Pdb(ImageBytes in) throws IOException {
        this.in = in;
        msf = new Msf(in);
        MsfStream info = msf.stream(INFO_STREAM, "what the file is");
        infoAge = info.u32(8);
        guid = BuildId.guid(info.bytes(12, 16));
        header = DebugHeader.read(msf);
    }

    /**
     * Opens a symbol file.
     *
     * @param file the file
     * @return its symbols
     * @throws MalformedImageException if it is none
     * @throws IOException if the file cannot be read
     */
    public static Pdb open(Path file) throws IOException {
        ImageBytes in = ImageBytes.open(file);
        try {
            return new Pdb(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The build that it belongs to.
     *
     * @return as the image's debug directory has it
     */
    public String guid() {
        return guid;
    }

    /**
     * How often it was written for this build, as the image's debug directory has it.
     *
     * @return the age of the debug information, or the file's own where there is none
     */
    public long age() {
        return header.age() < 0 ? infoAge : header.age();
    }

    /**
     * The processor.
     *
     * @return as in the image's header; 0 where there is no debug information
     */
    public int machine() {
        return header.machine();
    }

    /**
     * Goes through the public symbols, in the order of the file.
     *
     * @param to takes each of them
     * @throws IOException if they cannot be read
     */
    public void forEachPublic(Consumer<PdbSymbol> to) throws IOException {
        SymbolRecords records = globals();
        while (records.next()) {
            if (records.kind() == PUBLIC) {
                to.accept(symbol(records));
            }
        }
    }

    /**
     * The functions of a name as the source has it, such as {@code lua_resume} or {@code fx::Run},
     * whatever the linker made of it. Two of one name come both.
     *
     * @param name the name
     * @return each with its size, 64 at most
     * @throws IOException if the symbols cannot be read
     */
    public List<PdbSymbol> functions(String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        List<PdbSymbol> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        SymbolRecords records = globals();
        while (records.next()) {
            int kind = records.kind();
            if ((kind == PROCEDURE_REFERENCE || kind == LOCAL_PROCEDURE_REFERENCE)
                    && records.isText(10, text)
                    && seen.add((long) records.u16(8) << 32 | records.u32(4))) {
                if (found.size() == MOST_OF_A_NAME) {
                    throw in.malformed(0, "at most " + MOST_OF_A_NAME + " functions " + name);
                }
                found.add(function(records.u16(8), records.u32(4), text));
            }
        }
        return found;
    }

    /**
     * The public symbols of some names as the linker sees them.
     *
     * @param names names, such as {@code ?Tick@Runtime@fx@@UEAAXXZ}
     * @return those that there are
     * @throws IOException if the symbols cannot be read
     */
    public List<PdbSymbol> publics(Set<String> names) throws IOException {
        List<byte[]> texts = names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<PdbSymbol> found = new ArrayList<>();
        SymbolRecords records = globals();
        while (records.next()) {
            if (records.kind() != PUBLIC) {
                continue;
            }
            for (byte[] text : texts) {
                if (records.isText(10, text)) {
                    found.add(symbol(records));
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private SymbolRecords globals() throws IOException {
        if (header.symbols() < 0) {
            throw in.malformed(0, "a stream of global symbols");
        }
        MsfStream stream = msf.stream(header.symbols(), "global symbols");
        return SymbolRecords.of(stream);
    }

    private PdbSymbol symbol(SymbolRecords record) throws IOException {
        int section = record.u16(8);
        long offset = record.u32(4);
        return new PdbSymbol(record.text(10), section, offset, header.rva(section, offset), 0,
                (record.u32(0) & FUNCTION) != 0);
    }

    /** The symbol in the object file's own stream to which a reference leads. */
    private PdbSymbol function(int module, long at, byte[] name) throws IOException {
        if (module < 1 || module > header.modules().size()
                || header.modules().get(module - 1).stream() < 0) {
            throw in.malformed(0,
                    "symbols of object file " + module + ", to which a function refers");
        }
        DebugHeader.Module object = header.modules().get(module - 1);
        MsfStream stream = msf.stream(object.stream(), "symbols of an object file");
        SymbolRecords record = SymbolRecords.at(stream, at,
                Math.min(object.symbolBytes(), stream.size()));
        if (!record.next() || !PROCEDURES.contains(record.kind()) || !record.isText(35, name)) {
            throw stream.malformed(at, "the function " + new String(name, StandardCharsets.UTF_8));
        }
        int section = record.u16(32);
        long offset = record.u32(28);
        return new PdbSymbol(record.text(35), section, offset, header.rva(section, offset),
                record.u32(12), true);
    }
}
