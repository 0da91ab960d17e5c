package dev.clearcut.backgroundcut;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** {@link SentCalls#in}. The primary key decides who is first. */
final class SentCallsInDatabase implements SentCalls {

  private static final String TAKE_OVER =
      "update backgroundcut_sent_call set running_until = ?"
          + " where output_key = ? and running_until <= ?";
  private static final String ADD =
      "insert into backgroundcut_sent_call (running_until, output_key) values (?, ?)";
  private static final String REMOVE =
      "delete from backgroundcut_sent_call where running_until = ? and output_key = ?";

  /** The class of states that say that a constraint is violated. */
  private static final String CONSTRAINT = "23";

  private final DataSource database;

  SentCallsInDatabase(DataSource database) {
    this.database = database;
  }

  @Override
  public boolean begin(String outputKey, Instant now, Instant until) {
    return run(TAKE_OVER, until, outputKey, now) == 1 || run(ADD, until, outputKey) == 1;
  }

  @Override
  public void ended(String outputKey, Instant until) {
    run(REMOVE, until, outputKey);
  }

  /** The number of rows; none when there is such a row already. */
  private int run(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      connection.setAutoCommit(true);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, forDatabase(parameters[i]));
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      if (isTaken(e)) {
        return 0;
      }
      throw new IllegalStateException("The memory of sent calls does not answer.", e);
    }
  }

  private static Object forDatabase(Object parameter) {
    return parameter instanceof Instant time
        ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC)
        : parameter;
  }

  private static boolean isTaken(SQLException e) {
    return e instanceof SQLIntegrityConstraintViolationException
        || (e.getSQLState() != null && e.getSQLState().startsWith(CONSTRAINT));
  }
}
