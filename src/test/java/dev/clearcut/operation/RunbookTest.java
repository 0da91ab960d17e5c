package dev.clearcut.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Postgres;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the runbook tells operators to ask the database can be asked. */
@QuarkusTest
@TestProfile(Postgres.class)
class RunbookTest {

  private static final Pattern STATEMENT = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @Inject AgroalDataSource database;

  @Test
  void everyStatementIsUnderstoodByTheDatabase() throws IOException, SQLException {
    List<String> statements =
        STATEMENT
            .matcher(Files.readString(Path.of("docs/how-to/runbook.md")))
            .results()
            .map(statement -> statement.group(1))
            .toList();

    assertThat(statements).isNotEmpty();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        assertThat(statement.execute(sql)).as(sql).isTrue();
      }
    }
  }
}
