package dev.clearcut.mock.exchange;

/** A request that cannot be read; the message is the sentence for its sender. */
final class UnusableRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableRequest(String sentence) {
    super(sentence, null, false, false);
  }
}
