package dev.fxprof.hooks.lua.install;

/** Something cannot be installed, checked or removed; the message is one sentence for the user. */
public final class InstallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private InstallException(String sentence, boolean refused) {
        super(sentence);
        this.refused = refused;
    }

    /** What the user named is not what it should be. */
    static InstallException input(String sentence) {
        return new InstallException(sentence, false);
    }

    /** The server's files are not known, or the disk refuses. */
    static InstallException refused(String sentence) {
        return new InstallException(sentence, true);
    }

    /**
     * Whether the fault lies in the server's files or this machine rather than in what was asked.
     *
     * @return false if the user named something that is not there or not fit
     */
    public boolean isRefused() {
        return refused;
    }
}
