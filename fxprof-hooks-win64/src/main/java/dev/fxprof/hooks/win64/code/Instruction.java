package dev.fxprof.hooks.win64.code;

/**
 * Lengths of the x86-64 instructions that compilers put at the begin of functions.
 *
 * <p>Only what is listed here is known; all else is refused: whatever depends on its own address, leaves
 * the function, or has a form that this class was not taught. Source of the lengths: Intel's Software
 * Developer's Manual, volume 2, appendix A.
 */
final class Instruction {
    private static final int OPERAND_SIZE = 0x66;
    private static final int TWO_BYTES = 0x0F;

    /** Opcodes without operands in bytes of their own. */
    private static final OpcodeSet PLAIN = OpcodeSet.of("50-5F 90-99");
    private static final OpcodeSet MODRM = OpcodeSet.of("00-03 08-0B 10-13 18-1B 20-23 28-2B 30-33 "
            + "38-3B 63 84-8B 8D D0-D3");
    private static final OpcodeSet MODRM_IMM8 = OpcodeSet.of("6B 80 83 C0 C1 C6");
    private static final OpcodeSet MODRM_IMM = OpcodeSet.of("69 81 C7");
    private static final OpcodeSet IMM8 = OpcodeSet.of("04 0C 14 1C 24 2C 34 3C 6A A8 B0-B7");
    private static final OpcodeSet IMM = OpcodeSet.of("05 0D 15 1D 25 2D 35 3D 68 A9");
    private static final OpcodeSet MOV_IMM = OpcodeSet.of("B8-BF");
    /** The same behind 0F. */
    private static final OpcodeSet LONG_PLAIN = OpcodeSet.of("C8-CF");
    private static final OpcodeSet LONG_MODRM = OpcodeSet
            .of("10 11 14-16 18 1F 28 29 2E 2F 40-4F 51 "
                    + "54-5F 60-6F 74-76 7E 7F 90-9F A3 A5 AB AD AF B3 B6 B7 BB BE BF C1 D4 D6 DB DF EB EF "
                    + "FA FB FE");
    private static final OpcodeSet LONG_MODRM_IMM8 = OpcodeSet.of("70 A4 AC C6");
    /** The same behind F2 or F3: scalars. */
    private static final OpcodeSet SCALAR = OpcodeSet.of("10 11 2A 2C 2D 51 58 59 5A 5C-5F");
    /** The same behind F3 alone. */
    private static final OpcodeSet REPEATED = OpcodeSet.of("5B 6F 7E 7F B8 BC BD");

    private final byte[] code;
    private final int begin;
    private int at;
    private boolean isShort;
    private boolean isWide;
    private int repeat;

    /** The instruction cannot be moved, or is not known; the message says why. */
    static final class UnmovableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnmovableException(String reason) {
            super(reason);
        }
    }

    private Instruction(byte[] code, int begin) {
        this.code = code;
        this.begin = begin;
        at = begin;
    }

    /** Bytes of the instruction that begins there, 1 to 15, if it does the same elsewhere. */
    static int length(byte[] code, int begin) throws UnmovableException {
        Instruction instruction = new Instruction(code, begin);
        instruction.read();
        return instruction.at - begin;
    }

    private void read() throws UnmovableException {
        int opcode = prefixes();
        if (opcode == TWO_BYTES) {
            readLong(next());
            return;
        }
        if (repeat != 0 && opcode != 0x90) {
            throw unknown();
        }
        if (PLAIN.has(opcode)) {
            return;
        }
        if (IMM8.has(opcode)) {
            skip(1);
        } else if (IMM.has(opcode)) {
            skip(immediate());
        } else if (MOV_IMM.has(opcode)) {
            skip(isWide ? 8 : immediate());
        } else if (MODRM.has(opcode)) {
            memory(opcode == 0x8D);
        } else if (MODRM_IMM8.has(opcode)) {
            extended(opcode, 1);
        } else if (MODRM_IMM.has(opcode)) {
            extended(opcode, immediate());
        } else if (opcode >= 0xF6) {
            group(opcode);
        } else {
            throw leaving(opcode);
        }
    }

    /** Prefixes, each at most once and REX last; gives the opcode. */
    private int prefixes() throws UnmovableException {
        boolean isSegment = false;
        while (true) {
            int one = next();
            if (one == OPERAND_SIZE && !isShort) {
                isShort = true;
            } else if ((one == 0xF2 || one == 0xF3) && repeat == 0) {
                repeat = one;
            } else if ((one == 0x64 || one == 0x65) && !isSegment) {
                isSegment = true;
            } else if (one >= 0x40 && one <= 0x4F) {
                isWide = (one & 8) != 0;
                return next();
            } else {
                return one;
            }
        }
    }

    private void readLong(int opcode) throws UnmovableException {
        if (repeat != 0) {
            boolean isKnown = SCALAR.has(opcode) || repeat == 0xF3 && REPEATED.has(opcode);
            if (repeat == 0xF3 && opcode == 0x1E && next() == 0xFA) {
                return;
            }
            if (!isKnown || isShort) {
                throw unknown();
            }
            memory(false);
        } else if (LONG_MODRM.has(opcode)) {
            memory(false);
        } else if (LONG_MODRM_IMM8.has(opcode)) {
            memory(false);
            skip(1);
        } else if (opcode == 0xBA) {
            if ((peek() >> 3 & 7) < 4) {
                throw unknown();
            }
            memory(false);
            skip(1);
        } else if (!LONG_PLAIN.has(opcode)) {
            throw opcode >= 0x80 && opcode <= 0x8F
                    ? new UnmovableException("a jump relative to its own address")
                    : unknown();
        }
    }

    private void extended(int opcode, int immediate) throws UnmovableException {
        if ((opcode == 0xC6 || opcode == 0xC7) && (peek() >> 3 & 7) != 0) {
            throw unknown();
        }
        memory(false);
        skip(immediate);
    }

    /** F6, F7, FE and FF are several instructions each. */
    private void group(int opcode) throws UnmovableException {
        int which = peek() >> 3 & 7;
        if (opcode == 0xF6 || opcode == 0xF7) {
            memory(false);
            if (which < 2) {
                skip(opcode == 0xF6 ? 1 : immediate());
            }
        } else if (opcode >= 0xFE && which < 2 || opcode == 0xFF && which == 6) {
            memory(false);
        } else if (opcode == 0xFF && which >= 2 && which <= 5) {
            throw new UnmovableException("a call or a jump");
        } else {
            throw unknown();
        }
    }

    /** A register, or an address in memory that is not counted from the instruction itself. */
    private void memory(boolean isAddressOnly) throws UnmovableException {
        int modrm = next();
        int mode = modrm >> 6;
        int base = modrm & 7;
        if (mode == 3) {
            if (isAddressOnly) {
                throw unknown();
            }
            return;
        }
        if (mode == 0 && base == 5) {
            throw new UnmovableException("an address relative to its own");
        }
        if (base == 4) {
            base = next() & 7;
        }
        if (mode == 1) {
            skip(1);
        } else if (mode == 2 || base == 5) {
            skip(4);
        }
    }

    private int immediate() {
        return isShort && !isWide ? 2 : 4;
    }

    private UnmovableException leaving(int opcode) {
        return switch (opcode) {
            case 0xC2, 0xC3, 0xCB, 0xCC -> new UnmovableException("the end of the function");
            case 0xE8, 0xE9, 0xEB -> new UnmovableException(
                    "a call or a jump relative to its own address");
            default -> opcode >= 0x70 && opcode <= 0x7F
                    ? new UnmovableException("a jump relative to its own address")
                    : unknown();
        };
    }

    private UnmovableException unknown() {
        StringBuilder bytes = new StringBuilder("an instruction that is not known (");
        for (int i = begin; i < Math.min(at, code.length); i++) {
            bytes.append(String.format("%02X", code[i])).append(i + 1 < at ? " " : "");
        }
        return new UnmovableException(bytes.append(" …)").toString());
    }

    private int peek() throws UnmovableException {
        skip(1);
        return code[--at] & 0xFF;
    }

    private int next() throws UnmovableException {
        skip(1);
        return code[at - 1] & 0xFF;
    }

    private void skip(int bytes) throws UnmovableException {
        at += bytes;
        if (at > code.length) {
            throw new UnmovableException("the end of what is known of the function");
        }
    }
}
