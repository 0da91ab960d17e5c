package dev.clearcut.archive;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same from S3. */
@QuarkusTest
@TestProfile(Postgres.class)
class ArchiveOnPostgresTest extends ArchiveTest {}
