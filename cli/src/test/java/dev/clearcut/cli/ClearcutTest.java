package dev.clearcut.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearcutTest {

  private final FakeService service = FakeService.start(0);
  private final Command command = new Command();
  @TempDir private Path folder;
  private Path photos;
  private Path out;

  @BeforeEach
  void folders() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    out = folder.resolve("white");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  // The money

  @Test
  void makesAFileOfEachPhotoAndSaysWhatItCost() {
    photos(50);

    int exit = clearcut("--preset", "amazon", "--progress", "bar");

    assertThat(exit).as(command.notes()).isZero();
    assertThat(results()).hasSize(50).containsKeys("photo-0.jpg", "photo-49.jpg");
    assertThat(command.out())
        .isEqualTo(
            "50 photos: 50 ready. 50 files written to %s. 50 credits spent, 0 saved.%n"
                .formatted(out));
    assertThat(command.notes())
        .contains("50 photos: 50 to make, 0 in %s already. At most 50 credits.".formatted(out))
        .contains("Sending [########################] 50/50")
        .contains("Making  [########################] 50/50  50 credits");
  }

  @Test
  void sendsAndPaysNothingWhenAllIsThere() {
    photos(50);
    clearcut("--preset", "amazon");
    int sent = service.calls("PUT").size();

    Command again = new Command();
    int exit = clearcut(again, "--preset", "amazon");

    assertThat(exit).isZero();
    assertThat(again.out())
        .isEqualTo(
            "50 photos: all results are in %s already, unchanged. Nothing was sent, nothing paid.%n"
                .formatted(out));
    assertThat(service.calls("PUT")).hasSize(sent);
    assertThat(service.paid()).isEqualTo(50);
  }

  @Test
  void makesOnlyWhatIsMissing() throws IOException {
    photos(3);
    clearcut();
    Files.delete(out.resolve("photo-1.png"));
    photo("new.jpg", "new");

    clearcut();

    assertThat(service.calls("PUT")).hasSize(3 + 2);
    assertThat(service.paid()).isEqualTo(4);
    assertThat(results()).hasSize(4);
  }

  @Test
  void saysWhatItWouldCostAndSendsNothing() {
    photos(3);
    clearcut();
    photo("new.jpg", "new");
    Path elsewhere = folder.resolve("elsewhere");
    int sent = service.calls("PUT").size();

    Command dry = new Command();
    int exit =
        dry.run(photos.toString(), "--out", elsewhere.toString(), "-s", service.url(), "--dry-run");

    assertThat(exit).isZero();
    assertThat(dry.out())
        .isEqualTo(
            ("4 photos: 0 in %s already, 3 known to the service and free. At most 1 credit."
                    + " Nothing was sent.%n")
                .formatted(elsewhere));
    assertThat(service.calls("PUT")).hasSize(sent);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void beginsNothingThatCouldCostMoreThanIsAllowed() {
    photos(3);

    int exit = clearcut("--max-credits", "2");

    assertThat(exit).isEqualTo(5);
    assertThat(command.notes())
        .contains("It would cost up to 3 credits, and --max-credits allows 2. Nothing was sent");
    assertThat(service.calls("PUT")).isEmpty();
  }

  @Test
  void countsWhatIsKnownAsFreeBeforeItRefuses() {
    photos(3);
    clearcut();
    photo("new.jpg", "new");

    int exit =
        new Command()
            .run(
                photos.toString(),
                "--out",
                folder.resolve("elsewhere").toString(),
                "-s",
                service.url(),
                "--max-credits",
                "1");

    assertThat(exit).isZero();
    assertThat(service.paid()).isEqualTo(4);
  }

  @Test
  void saysWhyItIsPausedAndGoesOnWithTheSameBatch() {
    photos(5);
    service.credits(2);

    int exit = clearcut();

    assertThat(exit).isEqualTo(4);
    assertThat(command.notes())
        .contains("Paused: the account at the vendor has no credits left. Top it up.")
        .contains("Go on with: clearcut --resume --out %s --server".formatted(out));
    assertThat(results()).hasSize(2);

    service.credits(10);
    Command again = new Command();
    int resumed = again.run("--resume", "--out", out.toString(), "-s", service.url());

    assertThat(resumed).as(again.notes()).isZero();
    assertThat(again.notes()).contains("Goes on with the batch batch-1, which is paused.");
    assertThat(results()).hasSize(5);
    assertThat(service.paid()).isEqualTo(5);
    assertThat(service.calls("POST /batches")).filteredOn("POST /batches"::equals).hasSize(1);
  }

  // What goes wrong on the way

  @Test
  void repeatsWhatHadNoAnswerAndComesBackWhenItIsTold() {
    photos(4);
    service.fails("PUT", ".*/photo-1.jpg", 2, FakeService.cuts());
    service.fails(
        "PUT", ".*/photo-2.jpg", 1, FakeService.refuses(429, "Slow.", "Retry-After", "7"));
    service.fails("PUT", ".*/photo-3.jpg", 1, FakeService.refuses(503, "Later."));
    service.fails("POST", "/batches/[^/]+/start", 1, FakeService.cuts());

    int exit = clearcut();

    assertThat(exit).as(command.notes()).isZero();
    assertThat(command.waits()).contains(Duration.ofSeconds(7));
    assertThat(service.paid()).isEqualTo(4);
    assertThat(results()).hasSize(4);
  }

  @Test
  void endsWhenTheServiceStaysAway() {
    photos(1);
    service.fails("PUT", ".*", 100, FakeService.cuts());

    int exit = clearcut();

    assertThat(exit).isEqualTo(1);
    assertThat(command.notes())
        .contains(service.url() + " does not answer")
        .contains("nothing is paid twice")
        .contains("Go on with: clearcut --resume --out " + out);
  }

  @Test
  void goesOnWithTheEventsAfterEachCut() {
    photos(5);
    service.cutEventsAfter(2);

    int exit = clearcut();

    assertThat(exit).as(command.notes()).isZero();
    assertThat(results()).hasSize(5);
    assertThat(service.calls("GET /batches/batch-1/events"))
        .contains(
            "GET /batches/batch-1/events",
            "GET /batches/batch-1/events Last-Event-ID=2",
            "GET /batches/batch-1/events Last-Event-ID=4");
  }

  @Test
  void asksWhereEventsDoNotComeThrough() {
    photos(3);
    service.withoutEvents();

    int exit = clearcut();

    assertThat(exit).as(command.notes()).isZero();
    assertThat(results()).hasSize(3);
    assertThat(service.calls())
        .as("It waits for a change rather than to ask again and again")
        .anyMatch(call -> call.endsWith("If-None-Match=W/\"0\" Prefer=wait=20"));
  }

  @Test
  void fetchesAResultAgainThatCameOnlyInPart() {
    photos(1);
    service.fails("GET", "/cutouts/.*", 2, FakeService.breaksOff());

    assertThat(clearcut()).as(command.notes()).isZero();
    assertThat(results()).hasSize(1);
    assertThat(results().get("photo-0.png")).startsWith("transparent of ");
  }

  @Test
  void fetchesAResultAgainThatWasDamaged() {
    photos(1);
    service.fails(
        "GET",
        "/cutouts/.*",
        1,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"other\"");
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write("bad".getBytes(UTF_8));
          exchange.close();
        });

    assertThat(clearcut()).isZero();
    assertThat(results().get("photo-0.png")).startsWith("transparent of ");
    try (Stream<Path> all = Files.list(out)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("photo-0.png", OutFolder.STATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sendsOnlyWhatIsMissingWhenItGoesOn() {
    photos(4);
    service.fails("PUT", ".*/photo-[23].jpg", 2, FakeService.refuses(401, "The key is gone."));

    assertThat(clearcut()).isEqualTo(1);
    assertThat(service.paid()).isZero();
    Command again = new Command();
    int exit = again.run("--resume", "-o", out.toString(), "-s", service.url());

    assertThat(exit).as(again.notes()).isZero();
    assertThat(results()).hasSize(4);
    assertThat(service.paid()).isEqualTo(4);
    assertThat(service.calls("PUT").stream().filter(call -> call.contains("photo-0"))).hasSize(1);
  }

  @Test
  void doesNotGoOnAtAnotherServer() {
    photos(2);
    service.credits(1);
    clearcut();

    try (FakeService other = FakeService.start(0)) {
      Command again = new Command();
      int exit = again.run("--resume", "-o", out.toString(), "-s", other.url());

      assertThat(exit).isEqualTo(2);
      assertThat(again.notes()).contains("is at " + service.url() + ", and not at " + other.url());
      assertThat(other.calls()).isEmpty();
    }
  }

  // Some fail

  @Test
  void saysWhichPhotosHaveFailedAndWhyAndMakesTheOthers() {
    photos(3);
    photo("notes.jpg", "%PDF-1.4");
    photo("odd.jpg", "odd");
    service.breaks("odd".getBytes(UTF_8));

    int exit = clearcut();

    assertThat(exit).isEqualTo(3);
    assertThat(results()).hasSize(3);
    assertThat(command.out())
        .contains(photos.resolve("notes.jpg") + ": The file is of type Portable Document Format.")
        .contains(photos.resolve("odd.jpg") + ": The vendor failed.")
        .contains("5 photos: 3 ready, 2 failed. 3 files written to");
  }

  @Test
  void startsNoBatchWhenEveryPhotoIsRefused() {
    photo("notes.jpg", "%PDF-1.4");

    int exit = clearcut();

    assertThat(exit).isEqualTo(3);
    assertThat(service.calls("DELETE")).hasSize(1);
    assertThat(service.calls()).noneMatch(call -> call.endsWith("/start"));
  }

  @Test
  void tellsScriptsTheSameAsJson() throws IOException {
    photos(2);
    photo("notes.jpg", "%PDF-1.4");

    int exit = clearcut("--json", "--quiet");

    assertThat(exit).isEqualTo(3);
    assertThat(command.notes()).isEmpty();
    assertThat(command.out())
        .isEqualToIgnoringWhitespace(
            Json.write(
                Json.read(
                    """
                    {"photos": 3, "ready": 2, "there": 0, "files": 2, "failed": 1,
                     "failures": [{"photo": "%s", "detail": "The file is of type Portable Document Format."}],
                     "credits": {"spent": 2.0, "saved": 0.0}, "batches": ["batch-1"], "out": "%s", "exit": 3}
                    """
                        .formatted(photos.resolve("notes.jpg"), out)
                        .getBytes(UTF_8))));
  }

  // The files

  @Test
  void neverOverwritesAFileOfSomebodyElse() throws IOException {
    photos(2);
    Files.createDirectories(out);
    Files.writeString(out.resolve("photo-0.png"), "mine");

    int exit = clearcut();

    assertThat(exit).isEqualTo(3);
    assertThat(results()).containsEntry("photo-0.png", "mine").hasSize(2);
    assertThat(command.out()).contains("photo-0.png is there already").contains("--overwrite");
    assertThat(service.paid()).as("It is seen before anything is paid").isEqualTo(1);

    assertThat(clearcut("--overwrite")).isZero();
    assertThat(results().get("photo-0.png")).startsWith("transparent of ");
  }

  @Test
  void leavesAResultAsItIsThatSomebodyHasChanged() throws IOException {
    photos(1);
    clearcut();
    Files.writeString(out.resolve("photo-0.png"), "retouched");

    assertThat(clearcut()).isEqualTo(3);
    assertThat(results()).containsEntry("photo-0.png", "retouched");
  }

  @Test
  void replacesItsOwnResultWhenThePhotoHasChanged() {
    photo("a.jpg", "one");
    clearcut();
    String before = results().get("a.png");
    photo("a.jpg", "two");

    assertThat(clearcut()).isZero();
    assertThat(results()).hasSize(1);
    assertThat(results().get("a.png")).isNotEqualTo(before);
  }

  @Test
  void knowsItsResultsAfterAKillBeforeItCouldNoteThem() throws IOException {
    photos(2);
    service.credits(1);
    clearcut();
    String state = Files.readString(out.resolve(OutFolder.STATE));
    Files.writeString(
        out.resolve(OutFolder.STATE), state.replaceFirst(",?\"results\":\\{\"photo-0.png.*$", "}"));
    service.credits(10);

    Command again = new Command();
    int exit = again.run("--resume", "-o", out.toString(), "-s", service.url());

    assertThat(exit).as(again.out() + again.notes()).isZero();
    assertThat(results()).hasSize(2);
  }

  @Test
  void namesFilesByPhotoAndVariantAndFolder() {
    photo("a/mug.jpg", "mug");
    photo("tea pot.heic", "pot");

    assertThat(clearcut("-p", "amazon,web")).as(command.notes()).isZero();

    assertThat(results())
        .containsOnlyKeys(
            "a/mug-amazon.jpg", "a/mug-web.webp", "tea pot-amazon.jpg", "tea pot-web.webp");
  }

  @Test
  void givesPhotosOfTheSameNameFilesOfTheirOwnAndKeepsThem() {
    photo("mug.jpg", "one");
    clearcut();
    photo("mug.HEIC", "two");
    photo("MUG.png", "three");

    assertThat(clearcut()).as(command.out()).isZero();
    Map<String, String> before = results();
    assertThat(before).hasSize(3).containsKey("mug.png");

    assertThat(clearcut()).isZero();
    assertThat(results()).isEqualTo(before);
    assertThat(service.paid()).isEqualTo(3);
  }

  @Test
  void makesVariantsOfACallersOwn() throws IOException {
    photos(1);
    Path file = folder.resolve("variants.json");
    Files.writeString(file, "[{\"name\": \"hero\", \"format\": \"webp\"}]");

    assertThat(clearcut("--variants", file.toString())).as(command.notes()).isZero();
    assertThat(results()).containsOnlyKeys("photo-0.webp");
  }

  // Watching

  @Test
  void takesEachPhotoOfAFolderThatIsWatchedOnceItIsComplete() throws IOException {
    photo("a.jpg", "beginn");
    int[] looks = {0};
    command.whileWaiting(
        time -> {
          switch (++looks[0]) {
            case 1 -> photo("a.jpg", "beginning");
            case 2 -> assertThat(service.paid()).as("It has grown").isZero();
            case 3, 4 -> {}
            case 5 -> photo("b.jpg", "later");
            case 12 -> throw new Stop("Ctrl-C");
            default -> {}
          }
        });

    clearcut("--watch");

    assertThat(results()).containsOnlyKeys("a.png", "b.png");
    assertThat(service.paid()).isEqualTo(2);
    assertThat(service.calls("PUT")).hasSize(2);
  }

  // Who asks whom

  @Test
  void showsTheKeyOfTheEnvironment() {
    photos(1);
    service.key("secret");
    command.with("CLEARCUT_API_KEY", "secret");

    assertThat(clearcut()).as(command.notes()).isZero();
  }

  @Test
  void showsTheKeyOfAFile() throws IOException {
    photos(1);
    service.key("secret");
    Path file = folder.resolve("key");
    Files.writeString(file, "secret\n");

    assertThat(clearcut("--api-key-file", file.toString())).isZero();
  }

  @Test
  void saysWhereAKeyGoesWhenItIsRefused() {
    photos(1);
    service.key("secret");

    assertThat(clearcut()).isEqualTo(1);
    assertThat(command.notes()).contains("The API key is not known.").contains("CLEARCUT_API_KEY");
  }

  @Test
  void passesTheSentenceOfTheServiceOnWhenAPresetIsWrong() {
    photos(1);

    assertThat(clearcut("--preset", "amazom")).isEqualTo(2);
    assertThat(command.notes()).contains("Did you mean \"amazon\"?");
  }

  @Test
  void saysWhatIsWrongWithTheCommand() {
    assertThat(command.run()).isEqualTo(2);
    assertThat(command.run("--watch", "--resume")).isEqualTo(2);
    assertThat(command.run(photos.toString(), "-s", "localhost:8080")).isEqualTo(2);
    assertThat(clearcut()).as("No photo").isEqualTo(2);
    assertThat(command.notes())
        .contains("Name a photo or a folder")
        .contains("\"localhost:8080\" is no server")
        .contains("No photo was found");
  }

  @Test
  void helps() {
    assertThat(command.run("--help")).isZero();
    assertThat(command.run("--version")).isZero();
    assertThat(command.run("generate-completion")).isZero();

    assertThat(command.out())
        .contains("Exit codes:", "--max-credits", "clearcut photo.jpg")
        .containsPattern("clearcut \\d+\\.\\d+")
        .contains("complete -F _complete_clearcut");
  }

  private int clearcut(String... options) {
    return clearcut(command, options);
  }

  private int clearcut(Command command, String... options) {
    return command.run(
        Stream.concat(
                Stream.of(photos.toString(), "--out", out.toString(), "--server", service.url()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private void photos(int number) {
    for (int i = 0; i < number; i++) {
      photo("photo-%d.jpg".formatted(i), "photo " + i);
    }
  }

  private void photo(String name, String content) {
    try {
      Path file = photos.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> results() {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList();
      for (Path file : all) {
        results.put(out.relativize(file).toString(), Files.readString(file));
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
