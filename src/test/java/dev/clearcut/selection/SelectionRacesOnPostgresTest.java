package dev.clearcut.selection;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the database of production. */
@QuarkusTest
@TestProfile(Postgres.class)
class SelectionRacesOnPostgresTest extends SelectionRacesTest {}
