package dev.clearcut.cli;

import java.math.BigDecimal;

/** Numbers as people write them. */
final class Words {

  private Words() {}

  /** Such as "1 photo", "2 photos". */
  static String count(long number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  /** Such as "1 credit", "2.5 credits". */
  static String credits(BigDecimal credits) {
    return "%s credit%s"
        .formatted(plain(credits), credits.compareTo(BigDecimal.ONE) == 0 ? "" : "s");
  }

  /** 50, not 50.0. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
