package dev.clearcut.storage;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The store that the configuration asks for; wrong settings stop the start. */
class ObjectStores {

  /**
   * @param builder of the client, asked for when needed
   * @param client asked for when needed: the client of a store that is not used is never made
   */
  @Produces
  @ApplicationScoped
  @Startup
  ObjectStore configured(
      StorageConfig config, Instance<S3ClientBuilder> builder, Instance<S3Client> client) {
    return switch (config.kind()) {
      case FILE -> new FileSystemObjectStore(config.directory());
      case S3 -> {
        S3Settings settings = S3Settings.of(config.s3());
        retryModestly(builder.get());
        yield new S3ObjectStore(made(client.get()), settings);
      }
    };
  }

  private static void retryModestly(S3ClientBuilder builder) {
    builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder().retryStrategy(RetryMode.STANDARD).build());
  }

  /** A client that is there, and not only promised: one without a region fails here. */
  private static S3Client made(S3Client client) {
    try {
      client.serviceName();
      return client;
    } catch (SdkClientException | CreationException e) {
      throw new IllegalArgumentException(
          "clearcut.storage.kind is s3, but there can be no client; is quarkus.s3.aws.region set? "
              + e.getMessage(),
          e);
    }
  }
}
