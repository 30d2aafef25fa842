/** Recordings that can be shown to strangers: without what tells who played. */
package dev.fxprof.export.anonymise;
