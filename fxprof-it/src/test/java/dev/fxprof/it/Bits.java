package dev.fxprof.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libraries whose headers say that they are for 32 bits. */
final class Bits {
    private static final int ELF_CLASS = 4;
    private static final int ELF_MACHINE = 18;
    private static final int PE_HEADER_AT = 0x3c;
    private static final int PE_MACHINE = 4;
    private static final short I386_ELF = 3;
    private static final short I386_PE = 0x14c;

    private Bits() {
    }

    /** A copy of a library for 64 bits, ELF or PE, whose header says otherwise. */
    static Path narrow(Path library, Path copy) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(library))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.get(0) == 'M') {
            bytes.putShort(bytes.getInt(PE_HEADER_AT) + PE_MACHINE, I386_PE);
        } else {
            bytes.put(ELF_CLASS, (byte) 1).putShort(ELF_MACHINE, I386_ELF);
        }
        return Files.write(copy, bytes.array());
    }
}
