package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.cli.Order.Result;
import dev.clearcut.cli.OutFolder.Place;
import dev.clearcut.cli.OutFolder.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which photos have all their results on the disk, and how the results of the others are named. */
final class Plan {

  private static final int LONGEST_REF = 255;

  private final OutFolder out;
  private final Wanted wanted;
  private final List<Order> orders = new ArrayList<>();
  private final Map<Path, String> failures = new LinkedHashMap<>();
  private final Map<Wish, String> before = new HashMap<>();
  private final Set<String> files = new HashSet<>();
  private final Set<String> refs = new HashSet<>();
  private int there;

  /**
   * @param photos all that will be added: their files of earlier runs stay theirs
   */
  Plan(OutFolder out, Wanted wanted, List<Photo> photos) {
    this.out = out;
    this.wanted = wanted;
    Map<Wish, String> known = out.files();
    for (Photo photo : photos) {
      wanted
          .made()
          .forEach(
              (variant, made) -> {
                Wish wish = new Wish(photo.file(), variant);
                String file = known.getOrDefault(wish, "");
                if (file.endsWith("." + Wanted.extension(made)) && files.add(key(file))) {
                  before.put(wish, file);
                }
              });
    }
  }

  /** Adds one photo, which is read for it. */
  void add(Photo photo) {
    try {
      String sha256 = Digests.of(photo.file());
      Map<String, Result> results = new LinkedHashMap<>();
      boolean all = true;
      for (Map.Entry<String, JsonNode> variant : wanted.made().entrySet()) {
        String file = file(photo, variant.getKey(), Wanted.extension(variant.getValue()));
        Place place = out.look(file, sha256, variant.getValue());
        if (place == Place.TAKEN) {
          failures.put(photo.file(), out.taken(file));
          return;
        }
        all &= place == Place.THERE;
        results.put(variant.getKey(), new Result(file, variant.getValue()));
      }
      if (all) {
        there++;
      } else {
        orders.add(new Order(ref(photo), photo.file(), sha256, results));
      }
    } catch (IOException e) {
      failures.put(photo.file(), "It cannot be read: " + e.getMessage());
    }
  }

  /** That of the run before, or the first that is free: photo.jpg, photo-png.jpg, photo-2.jpg. */
  private String file(Photo photo, String variant, String extension) {
    String known = before.get(new Wish(photo.file(), variant));
    if (known != null) {
      return known;
    }
    String name = photo.name().toString().replace('\\', '/');
    int dot = name.lastIndexOf('.');
    boolean ends = dot > name.lastIndexOf('/') + 1;
    String stem = ends ? name.substring(0, dot) : name;
    String end = "%s.%s".formatted(wanted.made().size() == 1 ? "" : "-" + variant, extension);
    List<String> stems = new ArrayList<>(List.of(stem));
    if (ends) {
      stems.add(stem + "-" + name.substring(dot + 1));
    }
    for (int number = 0; ; number++) {
      String file = (number < stems.size() ? stems.get(number) : stem + "-" + number) + end;
      if (!out.isOfAnother(file, photo.file()) && files.add(key(file))) {
        return file;
      }
    }
  }

  private String ref(Photo photo) {
    String name = photo.name().toString().replaceAll("[/\\\\]", "__").replaceAll("\\p{Cntrl}", "_");
    String plain = name.substring(Math.max(0, name.length() - LONGEST_REF + 10));
    String ref = plain;
    for (int number = 2; !refs.add(ref); number++) {
      ref = number + "-" + plain;
    }
    return ref;
  }

  /** Not all disks tell capital letters from others. */
  private static String key(String file) {
    return file.toLowerCase(Locale.ROOT);
  }

  /** Those of which something is missing. */
  List<Order> orders() {
    return orders;
  }

  /** How many have all that was asked for. */
  int there() {
    return there;
  }

  /** Those that are not even sent, and why. */
  Map<Path, String> failures() {
    return failures;
  }
}
