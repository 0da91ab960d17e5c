package dev.clearcut.generated;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the database of production, which takes fewer characters. */
@QuarkusTest
@TestProfile(Postgres.class)
class GeneratedInputOnPostgresTest extends GeneratedInputTest {}
