/** The overlay of a server's citizen folder and the resource: installed, checked and removed. */
package dev.fxprof.hooks.lua.install;
