package dev.clearcut.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket of S3, or of a server that speaks its language. Each is sent by one request,
 * of which S3 takes up to 5 GB: an upload that is cut short leaves nothing.
 */
class S3ObjectStore implements ObjectStore {

  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Client s3;
  private final S3Settings settings;

  S3ObjectStore(S3Client s3, S3Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  @Override
  public void put(String key, Path file) {
    String name = name(key);
    asking(
        "store " + key,
        () -> {
          long size = length(file);
          try {
            s3.putObject(request(name), RequestBody.fromFile(file));
          } catch (S3Exception refused) {
            if (!isTaken(refused) || !ImmutableObjects.alreadyThere(key, size(key), size)) {
              throw refused;
            }
          }
          return key;
        });
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot read the file", e);
    }
  }

  private PutObjectRequest request(String name) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(settings.bucket()).key(name);
    return (settings.conditionalPut() ? request.ifNoneMatch("*") : request).build();
  }

  private static boolean isTaken(S3Exception refused) {
    return refused.statusCode() == PRECONDITION_FAILED || refused.statusCode() == CONFLICT;
  }

  @Override
  public Optional<InputStream> open(String key) {
    return get(key, GetObjectRequest.builder());
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) {
    String last = length > Long.MAX_VALUE - offset ? "" : String.valueOf(offset + length - 1);
    return get(key, GetObjectRequest.builder().range("bytes=" + offset + "-" + last));
  }

  private Optional<InputStream> get(String key, GetObjectRequest.Builder request) {
    GetObjectRequest object = request.bucket(settings.bucket()).key(name(key)).build();
    return asking(
        "read " + key,
        () -> {
          try {
            return Optional.of(s3.getObject(object));
          } catch (NoSuchKeyException none) {
            return Optional.empty();
          } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
              return Optional.of(InputStream.nullInputStream());
            }
            throw e;
          }
        });
  }

  @Override
  public OptionalLong size(String key) {
    String name = name(key);
    return asking(
        "read the size of " + key,
        () -> {
          try {
            return OptionalLong.of(
                s3.headObject(request -> request.bucket(settings.bucket()).key(name))
                    .contentLength());
          } catch (NoSuchKeyException none) {
            return OptionalLong.empty();
          }
        });
  }

  @Override
  public void delete(String key) {
    String name = name(key);
    asking(
        "delete " + key,
        () -> s3.deleteObject(request -> request.bucket(settings.bucket()).key(name)));
  }

  @Override
  public void list(String folder, Consumer<StoredObject> visitor) {
    String prefix = settings.prefix() + ObjectKeys.safeFolder(folder);
    var objects =
        asking(
            "list " + folder,
            () ->
                s3.listObjectsV2Paginator(
                        request -> request.bucket(settings.bucket()).prefix(prefix))
                    .contents()
                    .iterator());
    while (asking("list " + folder, objects::hasNext)) {
      var object = objects.next();
      String key = object.key().substring(settings.prefix().length());
      visitor.accept(new StoredObject(key, object.size(), object.lastModified()));
    }
  }

  private String name(String key) {
    return settings.prefix() + ObjectKeys.safe(key);
  }

  private static <T> T asking(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (ObjectStoreException e) {
      throw new ObjectStoreException("Cannot " + what + ": " + e.getMessage(), e);
    } catch (SdkException | UncheckedIOException e) {
      throw new ObjectStoreException("Cannot " + what + ": " + reason(e), e);
    }
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof S3Exception s3 && s3.statusCode() == NOT_IMPLEMENTED
        ? "the server does not know conditional puts; set clearcut.storage.s3.conditional-put=false"
        : failure.getMessage();
  }
}
