package dev.clearcut.backgroundcut;

/** The API key of the account that pays; never logged, never part of an answer. */
record ApiKey(String value) {

  @Override
  public String toString() {
    return "an API key";
  }
}
