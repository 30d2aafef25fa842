# fxprof serve in a container, as a user without rights: docs/fleet.md says how it is run.
# The images it stands on can be given, for a mirror of your own or a machine without the internet.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# The launcher builds what is not built yet; what is there already is taken as it is.
RUN ./fxprof --version && mkdir -p /opt/fxprof/fxprof-cli/target && cp fxprof LICENSE /opt/fxprof \
    && cp -r fxprof-cli/target/lib fxprof-cli/target/fxprof.jar /opt/fxprof/fxprof-cli/target

FROM ${RUN_IMAGE}
COPY --from=build /opt/fxprof /opt/fxprof
RUN mkdir /data && chown 10001:10001 /data

# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
ENV HOME=/data
WORKDIR /data
VOLUME /data
EXPOSE 8080

# No HEALTHCHECK: every path wants the token, which would show in the list of processes. The process ends
# when it cannot go on, and Prometheus' own metric `up` tells whether it answers.
ENTRYPOINT ["/opt/fxprof/fxprof", "serve", "--bind", "0.0.0.0", "--data", "/data", \
    "--token-file", "/run/secrets/fxprof-token"]
CMD ["--simulate"]
