package dev.fxprof.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of this build, from its jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[]{"fxprof " + (version == null ? "(development build)" : version)};
    }
}
