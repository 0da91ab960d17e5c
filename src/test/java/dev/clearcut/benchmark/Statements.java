package dev.clearcut.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a PostgreSQL has executed, as its module {@code pg_stat_statements} counts. */
final class Statements {

  private static final String FRAME = "query ~* '^(begin|commit|rollback|set|reset)'";

  private final DataSource database;

  Statements(DataSource database) {
    this.database = database;
  }

  /** Counts from now on. */
  void reset() throws IOException {
    execute("create extension if not exists pg_stat_statements");
    execute("select pg_stat_statements_reset()");
  }

  /** Statements that were executed, without those that begin and end transactions. */
  long count() throws IOException {
    return sum("not (%s) and query not like '%%pg_stat_statements%%'".formatted(FRAME));
  }

  /** How often statements like that were executed. */
  long countOf(String like) throws IOException {
    return sum("query like '%s'".formatted(like));
  }

  /** The statements that were executed most often, each with how often. */
  String mostOften(int statements) throws IOException {
    String query =
        "select string_agg(calls || ' × `' || left(regexp_replace(query, '\\s+', ' ', 'g'), 90) ||"
            + " '`', '; ') from (select calls, query from pg_stat_statements where not (%s) and"
            + " query not like '%%pg_stat_statements%%' order by calls desc limit %d) as most";
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet most = statement.executeQuery(query.formatted(FRAME, statements))) {
      most.next();
      return most.getString(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private long sum(String which) throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                "select coalesce(sum(calls), 0) from pg_stat_statements where " + which)) {
      sum.next();
      return sum.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void execute(String sql) throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
