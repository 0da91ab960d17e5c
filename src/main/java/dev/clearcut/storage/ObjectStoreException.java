package dev.clearcut.storage;

/** The object store failed or cannot be reached: the operator's business, not the caller's. */
public class ObjectStoreException extends RuntimeException {

  public ObjectStoreException(String message) {
    super(message);
  }

  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
