package dev.clearcut.mock.edge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.FileUpload;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A file of a form, on its way to the disk or there already. */
final class StoredPart implements FileUpload {

  private final HttpServerFileUpload upload;
  private final File target;
  private final Pipe<Buffer> pipe;
  private final Future<Void> stored;

  /** Begins to store what arrives. */
  StoredPart(HttpServerFileUpload upload, File target, FileSystem files) {
    this.upload = upload;
    this.target = target;
    this.pipe = upload.pipe();
    this.stored =
        files
            .open(target.getPath(), new OpenOptions().setRead(false).setCreateNew(true))
            .compose(pipe::to);
  }

  /** Succeeds once all of it is on the disk. */
  Future<Void> stored() {
    return stored;
  }

  /** Stops storing, and deletes what is there; completes when that is done. */
  Future<Void> discard() {
    try {
      pipe.close();
    } catch (IllegalStateException alreadyClosed) {
      // The pipe closed the file by itself, when its source broke off.
    }
    return stored.otherwiseEmpty().compose(closed -> delete());
  }

  @Override
  public Future<Void> delete() {
    try {
      Files.deleteIfExists(target.toPath());
      return Future.succeededFuture();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing to cancel: resources only see files that are stored. */
  @Override
  public boolean cancel() {
    return false;
  }

  @Override
  public String name() {
    return upload.name();
  }

  @Override
  public String uploadedFileName() {
    return target.getPath();
  }

  @Override
  public String fileName() {
    return upload.filename();
  }

  @Override
  public long size() {
    return upload.size();
  }

  @Override
  public String contentType() {
    return upload.contentType();
  }

  @Override
  public String contentTransferEncoding() {
    return upload.contentTransferEncoding();
  }

  @Override
  public String charSet() {
    return upload.charset();
  }
}
