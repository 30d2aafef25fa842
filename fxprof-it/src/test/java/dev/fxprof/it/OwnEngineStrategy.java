package dev.fxprof.it;

import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** Leads Testcontainers to the engine that the tests have started. Public, since it is found as a service. */
public final class OwnEngineStrategy extends DockerClientProviderStrategy {
    private static final int BEFORE_ALL_OTHERS = 1000;

    /** Made by Testcontainers. */
    public OwnEngineStrategy() {
    }

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder().dockerHost(ContainerEngine.address()).build();
    }

    @Override
    protected boolean isApplicable() {
        return ContainerEngine.address() != null;
    }

    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    protected int getPriority() {
        return BEFORE_ALL_OTHERS;
    }

    @Override
    public String getDescription() {
        return "the engine of the tests";
    }
}
