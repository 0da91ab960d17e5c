package dev.clearcut.retention;

import dev.clearcut.testing.S3;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same behaviour in a bucket. */
@QuarkusTest
@TestProfile(S3.class)
class OrphanSweepOnS3Test extends OrphanSweepTest {}
