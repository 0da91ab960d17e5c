package dev.clearcut.mock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GlobTest {

  @Property
  void matchesWhatTheSameRegularExpressionMatches(
      @ForAll @Chars({'a', 'b', '/', '*', '.'}) @StringLength(max = 8) String glob,
      @ForAll @Chars({'a', 'b', '/', '.'}) @StringLength(max = 10) String text) {
    Pattern pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"), Pattern.DOTALL);

    assertThat(Glob.matches(glob, text)).isEqualTo(pattern.matcher(text).matches());
  }

  @Test
  void manyStarsDoNotTakeForEver() {
    assertThat(Glob.matches("a*".repeat(500) + "b", "a".repeat(1000))).isFalse();
  }
}
