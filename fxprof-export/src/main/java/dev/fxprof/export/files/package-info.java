/** What writers of streamed traces share: their files, and what a rotation leaves in earlier ones. */
package dev.fxprof.export.files;
