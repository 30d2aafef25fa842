package dev.fxprof.hooks.win64.code;

/**
 * The instructions at the begin of a function that a jump would overwrite.
 *
 * @param length bytes of whole instructions that do the same wherever they stand; 0 if refused
 * @param refusal why they cannot be moved, or empty
 */
public record Prologue(int length, String refusal) {
    /**
     * Looks at a function of x86-64.
     *
     * @param code its first bytes; 32 are enough
     * @param least how many bytes the jump takes
     * @return whole instructions of at least that many bytes, or why there are none
     */
    public static Prologue of(byte[] code, int least) {
        int length = 0;
        while (length < least) {
            try {
                length += Instruction.length(code, length);
            } catch (Instruction.UnmovableException e) {
                return new Prologue(0, e.getMessage() + " at its byte " + length);
            }
        }
        return new Prologue(length, "");
    }
}
