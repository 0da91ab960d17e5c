package dev.clearcut.outbound;

/**
 * Why nothing came of an exchange. The message is a sentence for who gave the URL; it has nothing
 * of the URL but its host.
 */
public abstract sealed class OutboundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutboundException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The URL, or what it redirects to, may not be asked: no connection was opened to it. */
  public static final class NotAllowed extends OutboundException {
    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
      super(message, null);
    }
  }

  /** No such host is known, now. */
  public static final class NoSuchHost extends OutboundException {
    private static final long serialVersionUID = 1L;

    NoSuchHost(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There was no connection, or it ended too soon. */
  public static final class NotConnected extends OutboundException {
    private static final long serialVersionUID = 1L;

    NotConnected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** It took too long to its first byte, or as a whole. */
  public static final class TooSlow extends OutboundException {
    private static final long serialVersionUID = 1L;

    TooSlow(String message) {
      super(message, null);
    }
  }

  /** The body has more bytes than are taken. */
  public static final class TooLarge extends OutboundException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message, null);
    }
  }
}
