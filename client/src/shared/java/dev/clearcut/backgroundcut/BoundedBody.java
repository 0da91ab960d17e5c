package dev.clearcut.backgroundcut;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Passes a body on as long as it is not too large; then the connection is given up. The JDK has
 * this from 25 on, as {@code BodySubscribers.limiting}.
 */
class BoundedBody<T> implements BodySubscriber<T> {

  private final BodySubscriber<T> target;
  private final long most;
  private Subscription subscription;
  private long seen;
  private boolean ended;

  /**
   * A body of at most so many bytes.
   *
   * @param target which gets it, or an {@link TooLargeException} in the end
   */
  BoundedBody(BodySubscriber<T> target, long most) {
    this.target = target;
    this.most = most;
  }

  /** There was more than is taken. */
  static final class TooLargeException extends IOException {
    TooLargeException(long most) {
      super("More than " + most + " bytes");
    }
  }

  @Override
  public CompletionStage<T> getBody() {
    return target.getBody();
  }

  @Override
  public void onSubscribe(Subscription to) {
    subscription = to;
    target.onSubscribe(to);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    if (ended) {
      return;
    }
    seen += part.stream().mapToLong(ByteBuffer::remaining).sum();
    if (seen > most) {
      subscription.cancel();
      onError(new TooLargeException(most));
    } else {
      target.onNext(part);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!ended) {
      ended = true;
      target.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!ended) {
      ended = true;
      target.onComplete();
    }
  }
}
