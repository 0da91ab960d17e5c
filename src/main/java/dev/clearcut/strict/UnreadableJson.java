package dev.clearcut.strict;

/** JSON that is not what it should be; the message is a sentence that names the field. */
public final class UnreadableJson extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableJson(String sentence) {
    super(sentence);
  }
}
