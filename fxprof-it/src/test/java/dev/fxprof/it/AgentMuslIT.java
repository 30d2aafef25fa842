package dev.fxprof.it;

import java.util.List;

/** The same library in a process of musl, which is what a Linux server is. */
class AgentMuslIT extends AgentIT {
    @Override
    AgentHost.Build build() {
        return AgentHost.Build.MUSL;
    }

    @Override
    List<String> runtimes() {
        return List.of("lua");
    }

    @Override
    String faulty() {
        return "one";
    }
}
