/**
 * The data folder: captures and sums by the minute, within limits of size and age.
 *
 * <p>Every file is written under another name, made durable and moved to its place, so that what stands
 * under its name is whole, whenever the process or the machine dies.
 */
package dev.fxprof.live.store;
