/** The tables: which rows they have, what each row is measured by and held against. */
package dev.fxprof.bench.table;
