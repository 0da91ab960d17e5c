package dev.clearcut.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;

/**
 * What is at a path of a JSON body, for example {@code variants[0].name}: names, indexes and {@code
 * size()}, as in REST Assured. REST Assured itself compiles a Groovy script for each path of each
 * assertion, which took a quarter of the processor time of all tests; it is for paths that need
 * Groovy.
 */
public final class Json {

  private static final Pattern STEP =
      Pattern.compile("\\G(?:^|\\.)([A-Za-z_]\\w*)(\\(\\))?|\\G\\[(-?\\d+)]");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** For {@code body(field("status", is("ready")))}. */
  public static org.hamcrest.Matcher<String> field(String path, org.hamcrest.Matcher<?> matcher) {
    return new TypeSafeMatcher<>() {
      @Override
      protected boolean matchesSafely(String body) {
        return matcher.matches(at(body, path));
      }

      @Override
      public void describeTo(Description description) {
        description.appendText("%s: ".formatted(path)).appendDescriptionOf(matcher);
      }

      @Override
      protected void describeMismatchSafely(String body, Description mismatch) {
        matcher.describeMismatch(at(body, path), mismatch.appendText(path + ": "));
        mismatch.appendText(" in ").appendText(body);
      }
    };
  }

  /** What is at the path; null if nothing is. Of a list of objects: the values of each. */
  @SuppressWarnings("unchecked")
  public static <T> T at(String body, String path) {
    Object here = read(body);
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (step.find()) {
      end = step.end();
      here = here == null ? null : follow(step, here);
    }
    if (end != path.length()) {
      throw new IllegalArgumentException("\"%s\" is for REST Assured".formatted(path));
    }
    return (T) here;
  }

  /** The value as JSON. */
  public static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot be JSON: " + value, e);
    }
  }

  private static Object read(String body) {
    try {
      return MAPPER.readValue(body, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: " + body, e);
    }
  }

  private static Object follow(Matcher step, Object here) {
    if (step.group(3) != null) {
      List<?> list = (List<?>) here;
      int index = Integer.parseInt(step.group(3));
      int position = index < 0 ? index + list.size() : index;
      return position >= 0 && position < list.size() ? list.get(position) : null;
    }
    String name = step.group(1);
    if (step.group(2) != null && name.equals("size")) {
      return here instanceof Map<?, ?> map ? map.size() : ((List<?>) here).size();
    }
    return here instanceof List<?> list
        ? list.stream().map(each -> follow(step, each)).toList()
        : ((Map<?, ?>) here).get(name);
  }
}
