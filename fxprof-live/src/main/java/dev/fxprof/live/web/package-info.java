/**
 * The web server of {@code serve}: the gate that every request passes, the pages, the JSON interface and
 * the stream. It reads {@link dev.fxprof.live.view.LiveHub} and nothing else.
 */
package dev.fxprof.live.web;
