package dev.clearcut.handoff;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the database and the store of production. */
@QuarkusTest
@TestProfile(Postgres.class)
class HandoffOnPostgresTest extends HandoffTest {}
