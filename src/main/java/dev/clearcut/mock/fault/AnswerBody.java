package dev.clearcut.mock.fault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;

/** A body that is read piece by piece. */
sealed interface AnswerBody {

  /** In bytes. */
  long length();

  /** At most {@code size} bytes from a position on. */
  Future<Buffer> read(long position, int size);

  /** No more will be read. */
  void close();

  /** A body in memory. */
  record Bytes(Buffer bytes) implements AnswerBody {

    @Override
    public long length() {
      return bytes.length();
    }

    @Override
    public Future<Buffer> read(long position, int size) {
      int from = (int) position;
      return Future.succeededFuture(bytes.getBuffer(from, Math.min(bytes.length(), from + size)));
    }

    @Override
    public void close() {}
  }

  /** A body on the disk. */
  record File(AsyncFile file, long length) implements AnswerBody {

    @Override
    public Future<Buffer> read(long position, int size) {
      return file.read(Buffer.buffer(size), 0, position, size);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
