package dev.clearcut.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Sends large files in parts, streamed from the disk; the object appears with the last one. */
class S3PartsUpload {

  private static final Logger LOG = Logger.getLogger(S3PartsUpload.class);

  private final S3Client s3;
  private final S3Settings settings;

  S3PartsUpload(S3Client s3, S3Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  /** Sends the whole file, or throws what S3 says and leaves nothing behind. */
  void send(String name, Path file, long size) {
    String upload =
        s3.createMultipartUpload(request -> request.bucket(settings.bucket()).key(name)).uploadId();
    try {
      complete(name, upload, sendParts(name, upload, file, size));
    } catch (RuntimeException e) {
      abort(name, upload);
      throw e;
    }
  }

  private List<CompletedPart> sendParts(String name, String upload, Path file, long size) {
    List<CompletedPart> sent = new ArrayList<>();
    for (long offset = 0; offset < size; offset += settings.partSize()) {
      long length = Math.min(settings.partSize(), size - offset);
      sent.add(sendPart(name, upload, sent.size() + 1, new FilePart(file, offset, length)));
    }
    return sent;
  }

  private CompletedPart sendPart(String name, String upload, int number, FilePart part) {
    try (part) {
      var answer =
          s3.uploadPart(
              request ->
                  request
                      .bucket(settings.bucket())
                      .key(name)
                      .uploadId(upload)
                      .partNumber(number)
                      .contentLength(part.length()),
              RequestBody.fromContentProvider(part, part.length(), "application/octet-stream"));
      return CompletedPart.builder()
          .partNumber(number)
          .eTag(answer.eTag())
          .checksumCRC32(answer.checksumCRC32())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void complete(String name, String upload, List<CompletedPart> sent) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(settings.bucket())
            .key(name)
            .uploadId(upload)
            .multipartUpload(all -> all.parts(sent));
    s3.completeMultipartUpload(
        (settings.conditionalPut() ? request.ifNoneMatch("*") : request).build());
  }

  /** Ends every upload that was begun before a time. */
  void discardBefore(Instant time) {
    s3
        .listMultipartUploadsPaginator(
            request -> request.bucket(settings.bucket()).prefix(settings.prefix()))
        .uploads()
        .stream()
        .filter(upload -> upload.initiated().isBefore(time))
        .forEach((MultipartUpload upload) -> abort(upload.key(), upload.uploadId()));
  }

  private void abort(String name, String upload) {
    try {
      s3.abortMultipartUpload(
          request -> request.bucket(settings.bucket()).key(name).uploadId(upload));
    } catch (SdkException e) {
      LOG.warnf(e, "An unfinished upload of %s is left for the sweep", name);
    }
  }
}
