package dev.clearcut.retention;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same behaviour on PostgreSQL and in a bucket. */
@QuarkusTest
@TestProfile(Postgres.class)
class OrphanSweepOnPostgresTest extends OrphanSweepTest {}
