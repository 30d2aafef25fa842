/**
 * Self time per stack: collapsed stacks, flame graphs as SVG, and flame graphs of two recordings.
 */
package dev.fxprof.export.flamegraph;
