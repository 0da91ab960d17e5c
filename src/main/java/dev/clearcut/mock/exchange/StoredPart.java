package dev.clearcut.mock.exchange;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a form, whole and on the disk. */
record StoredPart(
    String name,
    String fileName,
    String contentType,
    String contentTransferEncoding,
    Path file,
    long size,
    Vertx vertx)
    implements FileUpload {

  @Override
  public String uploadedFileName() {
    return file.toString();
  }

  @Override
  public String charSet() {
    return null;
  }

  /** Nothing to cancel: it is stored. */
  @Override
  public boolean cancel() {
    return false;
  }

  /** At once, if this thread may block. */
  @Override
  public Future<Void> delete() {
    if (Context.isOnEventLoopThread()) {
      return vertx.executeBlocking(this::deleteNow, false);
    }
    try {
      return Future.succeededFuture(deleteNow());
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Void deleteNow() throws IOException {
    Files.deleteIfExists(file);
    return null;
  }
}
