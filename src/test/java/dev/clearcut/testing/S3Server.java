package dev.clearcut.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A server that speaks S3, in this process and on a port of its own; objects live in memory. */
public final class S3Server {

  public static final String REGION = "eu-central-1";
  public static final String BUCKET = "clearcut";

  /** Somebody else's, from which photos are taken. */
  public static final String PHOTOS = "photos";

  public static final String ACCESS_KEY = "test-access";
  public static final String SECRET_KEY = "test-secret";

  private final BlobStore objects;
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private S3Proxy server;

  private S3Server(BlobStore objects) {
    this.objects =
        new ForwardingBlobStore(objects) {
          @Override
          public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
            reads.add(request.key());
            return super.getBlob(request);
          }
        };
  }

  /** A running server with one empty bucket. */
  public static S3Server start() {
    S3Server server = new S3Server(new TransientNio2BlobStore());
    server.listen(0);
    try (S3Client client = server.client()) {
      client.createBucket(request -> request.bucket(BUCKET));
      client.createBucket(request -> request.bucket(PHOTOS));
    }
    return server;
  }

  private void listen(int port) {
    server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot listen on port " + port, e);
    }
  }

  /** What the application has to know of it. */
  Map<String, String> settings() {
    return Map.of(
        "clearcut.storage.kind",
        "s3",
        "clearcut.photo.url.s3-buckets",
        PHOTOS,
        "clearcut.storage.s3.bucket",
        BUCKET,
        "clearcut.storage.s3.prefix",
        "clearcut/",
        "quarkus.s3.endpoint-override",
        endpoint().toString(),
        "quarkus.s3.path-style-access",
        "true",
        "quarkus.s3.aws.region",
        REGION,
        "quarkus.s3.aws.credentials.type",
        "static",
        "quarkus.s3.aws.credentials.static-provider.access-key-id",
        ACCESS_KEY,
        "quarkus.s3.aws.credentials.static-provider.secret-access-key",
        SECRET_KEY);
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** A client of this server. */
  public S3Client client() {
    return client(endpoint());
  }

  /** A client of whatever listens there. */
  public static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .build();
  }

  /** The names of the objects that were read, in order. */
  List<String> reads() {
    return List.copyOf(reads);
  }

  /** Goes away for as long as the work takes, and comes back with all that it had. */
  public void awayDuring(Runnable work) {
    int port = server.getPort();
    stop();
    try {
      work.run();
    } finally {
      listen(port);
    }
  }

  /** Ends it. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot stop", e);
    }
  }
}
