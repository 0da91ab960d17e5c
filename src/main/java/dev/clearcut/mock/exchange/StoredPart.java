package dev.clearcut.mock.exchange;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.FileUpload;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** A file of a form, on its way to the disk or there already. All on one event loop. */
final class StoredPart implements FileUpload {

  private final HttpServerFileUpload upload;
  private final File target;
  private final Vertx vertx;
  private final Future<AsyncFile> opened;
  private final Promise<Void> stored = Promise.promise();
  private boolean discarded;
  private int dropped;

  /** Begins to store what arrives. */
  StoredPart(HttpServerFileUpload upload, File target, Vertx vertx) {
    this.upload = upload;
    this.target = target;
    this.vertx = vertx;
    upload.pause();
    opened =
        vertx
            .fileSystem()
            .mkdirs(target.getParent())
            .compose(
                made ->
                    vertx
                        .fileSystem()
                        .open(
                            target.getPath(), new OpenOptions().setRead(false).setCreateNew(true)));
    opened.onSuccess(this::store).onFailure(stored::tryFail);
  }

  private void store(AsyncFile file) {
    upload.exceptionHandler(stored::tryFail);
    upload.handler(bytes -> write(bytes, file));
    upload.endHandler(end -> finish(file));
    upload.resume();
  }

  private void write(Buffer bytes, AsyncFile file) {
    if (discarded) {
      return;
    }
    file.write(bytes).onFailure(stored::tryFail);
    if (file.writeQueueFull()) {
      upload.pause();
      file.drainHandler(room -> upload.resume());
    }
  }

  private void finish(AsyncFile file) {
    if (!discarded) {
      file.close().onSuccess(stored::tryComplete).onFailure(stored::tryFail);
    }
  }

  /** Succeeds once all of it is on the disk. */
  Future<Void> stored() {
    return stored.future();
  }

  /** Stops storing, and deletes what is there; completes when that is done. */
  Future<Void> discard() {
    discarded = true;
    return opened
        .compose(file -> stored().succeeded() ? Future.succeededFuture() : file.close())
        .otherwiseEmpty()
        .compose(closed -> delete());
  }

  /** Cuts the last byte off what is stored, if that is a CR. */
  Future<Void> dropLastCr() {
    return vertx.<Integer>executeBlocking(this::cutLastCr, false).map(this::dropped);
  }

  private int cutLastCr() throws IOException {
    try (FileChannel file =
        FileChannel.open(target.toPath(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      if (file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) == '\r') {
        file.truncate(file.size() - 1);
        return 1;
      }
      return 0;
    }
  }

  private Void dropped(int bytes) {
    dropped = bytes;
    return null;
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
    Files.deleteIfExists(target.toPath());
    return null;
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
    return upload.size() - dropped;
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
