package dev.fxprof.lua;

/**
 * A vector as natives return it.
 *
 * @param x east, in metres
 * @param y north, in metres
 * @param z up, in metres
 */
public record Vector3(double x, double y, double z) {}
