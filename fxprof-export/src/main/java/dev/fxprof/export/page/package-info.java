/** What pages and drawings that a browser shows have in common. */
package dev.fxprof.export.page;
