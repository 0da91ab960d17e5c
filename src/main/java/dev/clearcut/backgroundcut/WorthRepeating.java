package dev.clearcut.backgroundcut;

import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Failures after which a call that costs nothing is repeated: no answer, a 5xx, a short 429. */
public class WorthRepeating implements Predicate<Throwable> {

  private final SurelyNotDone surelyNotDone = new SurelyNotDone();

  @Override
  public boolean test(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof BackgroundCutException known && known.ambiguous()
        || surelyNotDone.test(failure);
  }
}
