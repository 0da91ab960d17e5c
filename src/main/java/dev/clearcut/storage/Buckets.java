package dev.clearcut.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets that are not the service's own; it reads them with the same client. */
@ApplicationScoped
public class Buckets {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Instance<S3Client> s3;

  /**
   * @param s3 asked for when needed: one that is not used is never made
   */
  Buckets(Instance<S3Client> s3) {
    this.s3 = s3;
  }

  /**
   * Reads an object into a file, unless it is larger than {@code mostBytes}.
   *
   * @return its size; empty when there is none that may be read
   * @throws ObjectStoreException when the store does not answer
   */
  public OptionalLong read(String bucket, String key, long mostBytes, Path file) {
    try (ResponseInputStream<GetObjectResponse> object =
        s3.get().getObject(request -> request.bucket(bucket).key(key))) {
      long size = object.response().contentLength();
      if (size > mostBytes) {
        object.abort();
      } else {
        Files.copy(object, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return OptionalLong.of(size);
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN || e.statusCode() == NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw new ObjectStoreException("Cannot read from the bucket " + bucket, e);
    } catch (SdkException | CreationException | IOException e) {
      throw new ObjectStoreException("Cannot read from the bucket " + bucket, e);
    }
  }
}
