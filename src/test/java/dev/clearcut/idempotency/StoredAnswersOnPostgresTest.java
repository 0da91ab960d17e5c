package dev.clearcut.idempotency;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the database of production. */
@QuarkusTest
@TestProfile(Postgres.class)
class StoredAnswersOnPostgresTest extends StoredAnswersTest {}
