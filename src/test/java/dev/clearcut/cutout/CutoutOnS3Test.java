package dev.clearcut.cutout;

import dev.clearcut.testing.S3;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same behaviour with the bytes in a bucket. */
@QuarkusTest
@TestProfile(S3.class)
class CutoutOnS3Test extends CutoutTest {}
