/**
 * What the daemon knows as counters and histograms for Prometheus and OpenMetrics, through the vendor's
 * library. Base units are seconds and bytes; no label holds a player or an argument.
 */
package dev.fxprof.live.metrics;
