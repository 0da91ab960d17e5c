package dev.clearcut.mock.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotaTest {

  private final Quota quota = new Quota(10_000, 15_000);

  @Test
  void aFileCountsAsWholeBlocksAndAnEmptyOneAsOne() {
    assertThat(Quota.room(0)).isEqualTo(4096);
    assertThat(Quota.room(1)).isEqualTo(4096);
    assertThat(Quota.room(4096)).isEqualTo(4096);
    assertThat(Quota.room(4097)).isEqualTo(8192);
  }

  @Test
  void anAccountHasItsOwnRoom() {
    assertThat(quota.take("a", 10_000)).isTrue();
    assertThat(quota.take("a", 1)).isFalse();
    assertThat(quota.take("b", 5_000)).isTrue();
  }

  @Test
  void allAccountsShareTheTotal() {
    quota.take("a", 10_000);

    assertThat(quota.take("b", 5_001)).isFalse();
  }

  @Test
  void whatWasRefusedTookNothing() {
    quota.take("a", 9_999);
    quota.take("a", 2);

    assertThat(quota.take("a", 1)).isTrue();
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    quota.take("a", 10_000);
    quota.release("a", 10_000);

    assertThat(quota.take("a", 10_000)).isTrue();
    assertThat(quota.take("b", 5_000)).isTrue();
  }

  @Test
  void aHugeFileDoesNotOverflowTheCount() {
    quota.take("a", 1);

    assertThat(quota.take("a", Long.MAX_VALUE)).isFalse();
  }
}
