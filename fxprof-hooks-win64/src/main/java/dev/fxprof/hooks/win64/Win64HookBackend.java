package dev.fxprof.hooks.win64;

import dev.fxprof.api.HookBackend;
import dev.fxprof.api.HookSession;

import java.util.Optional;

/** The hooks of an FXServer on 64-bit Windows. There is nothing to attach to yet. */
public final class Win64HookBackend implements HookBackend {
    private static final String REASON = "The in-process agent for FXServer"
            + " is not part of this version of fxprof.";

    /** Makes the back end. */
    public Win64HookBackend() {
        // Nothing to set up; the constructor is public for a service loader.
    }

    @Override
    public String name() {
        return "win64";
    }

    @Override
    public Optional<String> unavailableReason() {
        return Optional.of(REASON);
    }

    @Override
    public HookSession open() {
        throw new IllegalStateException(REASON);
    }
}
