package dev.clearcut.mock.journal;

import dev.clearcut.mock.contract.Glob;

/**
 * Which entries are meant. Each part that is null lets all pass.
 *
 * @param operation a glob for the operation id
 * @param account a glob for the account's name
 * @param object a glob that one of the files must match
 * @param status such as {@code 503}, a class such as {@code 2xx}, or {@code none}
 */
public record JournalFilter(String operation, String account, String object, String status) {

  boolean test(JournalEntry entry) {
    return matches(operation, entry.operation())
        && matches(account, entry.account())
        && (object == null || entry.objects().stream().anyMatch(name -> Glob.matches(object, name)))
        && hasStatus(entry.status());
  }

  private static boolean matches(String glob, String value) {
    return glob == null || value != null && Glob.matches(glob, value);
  }

  private boolean hasStatus(Integer actual) {
    if (status == null) {
      return true;
    }
    if (actual == null) {
      return status.equals("none");
    }
    return status.endsWith("xx")
        ? actual / 100 == status.charAt(0) - '0'
        : status.equals(String.valueOf(actual));
  }
}
