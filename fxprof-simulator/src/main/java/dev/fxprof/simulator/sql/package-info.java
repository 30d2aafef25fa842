/**
 * The database behind the stand-in for oxmysql and mysql-async: a server, a connection, statements as
 * scripts write them, results as scripts expect them.
 */
package dev.fxprof.simulator.sql;
