package dev.clearcut.webhook;

import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the database and the store of production. */
@QuarkusTest
@TestProfile(Postgres.class)
class WebhookOnPostgresTest extends WebhookTest {}
