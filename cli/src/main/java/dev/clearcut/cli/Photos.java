package dev.clearcut.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the photos in what was named: files as they are, folders with all that is in them. */
final class Photos {

  /** Of the formats that the service takes; it looks at the content itself. */
  static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "webp", "avif", "heic", "heif");

  private final List<Path> named;
  private final Path out;

  /**
   * @param named files and folders
   * @param out where the results go; never taken for photos
   * @throws Stop when one does not exist, or is where the results go
   */
  Photos(List<Path> named, Path out) {
    this.named = named;
    this.out = out.toAbsolutePath().normalize();
    for (Path path : named) {
      if (!Files.exists(path)) {
        throw new Stop(Stop.Exit.USAGE, "There is no file or folder \"%s\".".formatted(path));
      }
      if (path.toAbsolutePath().normalize().equals(this.out)) {
        throw new Stop(
            Stop.Exit.USAGE,
            "The results cannot go into the folder of the photos, \"%s\". Name another with --out."
                .formatted(path));
      }
    }
  }

  /** All of them, each once, in the order in which they were named; folders by name. */
  List<Photo> find() {
    Map<Path, Photo> found = new LinkedHashMap<>();
    boolean several = named.stream().filter(Files::isDirectory).count() > 1;
    for (Path path : named) {
      Path absolute = path.toAbsolutePath().normalize();
      if (Files.isDirectory(absolute)) {
        Path base = several && absolute.getParent() != null ? absolute.getParent() : absolute;
        for (Path file : in(absolute)) {
          found.putIfAbsent(file, new Photo(file, base.relativize(file)));
        }
      } else {
        found.putIfAbsent(absolute, new Photo(absolute, absolute.getFileName()));
      }
    }
    return List.copyOf(found.values());
  }

  private List<Path> in(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              return each.equals(folder) || !isHidden(each) && !isOfResults(each)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !isHidden(file) && isPhoto(file)) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            /**
             * A link that leads back, or what may not be read: the others are found all the same.
             */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new Stop("The folder \"%s\" cannot be read: %s".formatted(folder, e.getMessage()));
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /** Where results of this or another run are: nobody wants cutouts of cutouts. */
  private boolean isOfResults(Path folder) {
    return folder.equals(out) || Files.exists(folder.resolve(OutFolder.STATE));
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static boolean isPhoto(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
