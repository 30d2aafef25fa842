/** Says which instructions at the begin of a function can be moved to another place. */
package dev.fxprof.hooks.win64.code;
