/** Metrics and traces over OTLP, the way to many servers: through OpenTelemetry's own SDK. */
package dev.fxprof.live.otlp;
