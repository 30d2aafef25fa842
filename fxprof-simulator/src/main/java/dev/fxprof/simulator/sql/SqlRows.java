package dev.fxprof.simulator.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/**
 * Rows as scripts get them from oxmysql: dates as milliseconds since 1970, decimals as text, a
 * TINYINT(1) or BIT(1) as a boolean, binary data as a list of bytes. Prepared statements give numbers
 * for the booleans.
 */
final class SqlRows {
    /** Beyond it a script's number, which may pass through JSON, would not be exact. */
    private static final long MOST_EXACT = 1L << 53;

    private final boolean booleans;

    SqlRows(boolean booleans) {
        this.booleans = booleans;
    }

    List<Map<String, Object>> read(ResultSet results) throws SQLException {
        ResultSetMetaData columns = results.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (results.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), value(results, columns, i));
            }
            rows.add(row);
        }
        return rows;
    }

    private Object value(ResultSet results, ResultSetMetaData columns, int i)
            throws SQLException {
        Object value = switch (columns.getColumnType(i)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> results.getLong(i);
            case Types.BOOLEAN, Types.BIT -> flag(results, columns, i);
            case Types.BIGINT -> big(results.getBigDecimal(i));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> results.getDouble(i);
            case Types.DATE -> midnight(results.getObject(i, LocalDate.class));
            case Types.TIMESTAMP -> millis(
                    results.getTimestamp(i, Calendar.getInstance(TimeZone.getTimeZone("UTC"))));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> bytes(
                    results.getBytes(i));
            default -> results.getString(i);
        };
        return results.wasNull() ? null : value;
    }

    private Object flag(ResultSet results, ResultSetMetaData columns, int i) throws SQLException {
        if (columns.getColumnTypeName(i).equals("BIT") && columns.getPrecision(i) > 1) {
            return bytes(results.getBytes(i));
        }
        long number = results.getLong(i);
        if (!booleans || number != 0 && number != 1) {
            return number;
        }
        return number == 1;
    }

    private static Object big(BigDecimal value) {
        if (value == null) {
            return null;
        }
        return value.abs().compareTo(BigDecimal.valueOf(MOST_EXACT)) <= 0
                ? (Object) value.longValue()
                : value.toPlainString();
    }

    private static Long midnight(LocalDate date) {
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static Long millis(Timestamp time) {
        return time == null ? null : time.getTime();
    }

    private static Object bytes(byte[] raw) {
        if (raw == null) {
            return null;
        }
        List<Long> list = new ArrayList<>(raw.length);
        for (byte b : raw) {
            list.add((long) (b & 0xFF));
        }
        return list;
    }
}
