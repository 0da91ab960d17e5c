package dev.clearcut.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.cli.Stop.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command. */
@Command(
    name = "clearcut",
    description = {
      "Cuts photos out of their background, through a Clearcut service.",
      "",
      "Takes photos, and folders with all photos in them. What is in the folder of the results"
          + " already, unchanged, is neither sent nor paid again; nor does the service pay twice"
          + " for the same photo.",
      ""
    },
    customSynopsis = "clearcut [OPTION]... PATH...%n",
    mixinStandardHelpOptions = true,
    versionProvider = Clearcut.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all results are there",
      "1:it could not go on; the sentence says why",
      "2:the command is wrong",
      "3:some photos have failed; the others are there",
      "4:paused: no credits, or the daily budget is used up",
      "5:it would cost more than --max-credits; nothing was sent",
      "130:ended by Ctrl-C; --resume goes on"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  clearcut photo.jpg",
      "  clearcut ./photos --preset amazon --out ./white --dry-run",
      "  clearcut ./photos --preset amazon --preset web --out ./shop --max-credits 100",
      "  clearcut --resume --out ./white",
      "  clearcut ./inbox --watch --out ./done --server https://cutouts.example.com",
      "  source <(clearcut generate-completion)"
    },
    subcommands = AutoComplete.GenerateCompletion.class)
public final class Clearcut implements Callable<Integer> {

  private static final Duration SILENCE = Duration.ofSeconds(45);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Photos, and folders of photos.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-p", "--preset"},
      paramLabel = "NAME",
      split = ",",
      description =
          "What is made of each photo, such as amazon; repeatable. By default: transparent.")
  private List<String> presets = new ArrayList<>();

  @Option(
      names = "--variants",
      paramLabel = "FILE",
      description = "Variants of your own: a JSON array, as POST /cutouts takes it.")
  private Path variants;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "cutouts",
      description = "Where the results go. By default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what it would cost. No photo is sent.")
  private boolean dryRun;

  @Option(
      names = "--max-credits",
      paramLabel = "N",
      description = "Begin nothing that could cost more than this.")
  private BigDecimal maxCredits;

  @Option(
      names = {"-r", "--resume"},
      description = "Go on with the batch that an earlier run in this --out has left.")
  private boolean resume;

  @Option(
      names = {"-w", "--watch"},
      description = "Look for new photos until Ctrl-C. A photo is taken once it is complete.")
  private boolean watch;

  @Option(
      names = "--wait",
      description = "When the batch is paused (no credits, budget), wait for it to go on.")
  private boolean patient;

  @Option(
      names = "--overwrite",
      description = "Replace files in --out that are no results of these photos.")
  private boolean overwrite;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      defaultValue = "${env:CLEARCUT_URL}",
      description = {
        "The service; or the variable CLEARCUT_URL.",
        "Without one, a sandbox is started, which spends no real credits."
      })
  private String server;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = {
        "A file with the API key at the service;",
        "or the variable CLEARCUT_API_KEY with the key."
      })
  private Path keyFile;

  @Option(
      names = "--sandbox",
      paramLabel = "JAR",
      defaultValue = "${env:CLEARCUT_SANDBOX}",
      description =
          "The sandbox; or the variable CLEARCUT_SANDBOX. By default: what is found beside this.")
  private Path sandbox;

  @Option(
      names = "--sandbox-data",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.clearcut/sandbox",
      description = "Where the sandbox keeps its data. By default: ~/.clearcut/sandbox.")
  private Path sandboxData;

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}. By default: auto.")
  private Progress.Style style;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the summary.")
  private boolean quiet;

  @Option(names = "--json", description = "The summary as JSON, on one line.")
  private boolean json;

  private final Waiting waiting;
  private final PrintStream results;
  private final PrintStream notes;
  private final Map<String, String> environment;
  private volatile OutFolder folder;

  Clearcut(
      Waiting waiting, PrintStream results, PrintStream notes, Map<String, String> environment) {
    this.waiting = waiting;
    this.results = results;
    this.notes = notes;
    this.environment = environment;
  }

  /** Runs the command, and ends with its exit code. */
  public static void main(String[] arguments) {
    Clearcut clearcut = new Clearcut(Waiting::really, System.out, System.err, System.getenv());
    Runtime.getRuntime().addShutdownHook(new Thread(clearcut::interrupted));
    System.exit(clearcut.commandLine().execute(arguments));
  }

  CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          Stop stop =
              e instanceof Refusal refusal ? refusal.stop() : e instanceof Stop it ? it : null;
          if (stop == null) {
            throw e;
          }
          notes.println("clearcut: " + stop.getMessage());
          if (leavesABatch()) {
            notes.println(howToGoOn());
          }
          folder = null;
          if (json) {
            results.println(
                Json.write(
                    Json.object().put("error", stop.getMessage()).put("exit", stop.exit().code)));
          }
          return stop.exit().code;
        });
    return commandLine;
  }

  @Override
  public Integer call() {
    if (paths.isEmpty() && !resume) {
      throw new ParameterException(
          spec.commandLine(), "Name a photo or a folder, or go on with --resume.");
    }
    if (watch && (dryRun || paths.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--watch needs a folder, and goes without --dry-run.");
    }
    Progress progress = new Progress(notes, quiet ? Progress.Style.none : style, System::nanoTime);
    Photos photos = new Photos(paths, out);
    Optional<String> key = key();
    if (server != null) {
      URI uri = uri(key, progress);
      return run(uri, uri.toString(), key, photos, progress);
    }
    Path data = sandboxData.toAbsolutePath().normalize();
    Path jar = Sandbox.find(sandbox, program());
    progress.say(
        "No server is named: a sandbox starts, beside an emulator of the vendor. It spends no real"
            + " credits.");
    try (Sandbox own = Sandbox.start(jar, data, waiting)) {
      progress.say("Sandbox: %s, data and log in %s".formatted(own.url(), data));
      return run(own.url(), "sandbox:" + data, Optional.empty(), photos, progress);
    }
  }

  private int run(
      URI url, String serverName, Optional<String> key, Photos photos, Progress progress) {
    Service service = new Service(new Connection(url, key, waiting));
    OutFolder opened = OutFolder.open(out, serverName, overwrite);
    Summary summary = new Summary(out);
    Follower follower = new Follower(service, SILENCE);
    Run run =
        new Run(
            service,
            opened,
            progress,
            () -> new Job(service, follower, opened, progress, summary, patient),
            summary,
            name(),
            Optional.ofNullable(maxCredits));
    if (dryRun) {
      return estimate(run, photos.find(), Wanted.of(presets, variants, service));
    }
    folder = opened;
    if (resume) {
      run.resume(serverName);
    } else if (opened.unfinished().isPresent()) {
      progress.say(
          "An earlier run has left a batch unfinished; --resume would go on with it. This run opens"
              + " another, and nothing is paid twice.");
    }
    if (!paths.isEmpty() && !summary.isPaused()) {
      Wanted wanted = Wanted.of(presets, variants, service);
      if (watch) {
        progress.say("Looks for new photos. Ctrl-C ends it.");
        run.watch(photos, wanted, () -> print(summary));
      } else {
        List<Photo> found = photos.find();
        if (found.isEmpty()) {
          throw new Stop(
              Exit.USAGE,
              "No photo was found: nothing there ends in %s."
                  .formatted(String.join(", ", Photos.EXTENSIONS.stream().sorted().toList())));
        }
        run.make(found, wanted);
      }
    }
    folder = null;
    if (!watch) {
      print(summary);
    }
    if (summary.isPaused()) {
      progress.say(howToGoOn());
    }
    return summary.exit().code;
  }

  private int estimate(Run run, List<Photo> found, Wanted wanted) {
    ObjectNode estimate = run.estimate(found, wanted);
    if (json) {
      results.println(Json.write(estimate));
    } else {
      results.printf(
          "%s: %s in %s already, %s known to the service and free.%s At most %s. Nothing was"
              + " sent.%n",
          Words.count(estimate.path("photos").asInt(), "photo"),
          estimate.path("there"),
          out,
          estimate.path("reused"),
          estimate.path("refused").asInt() == 0
              ? ""
              : " %s cannot be made.".formatted(estimate.path("refused")),
          Words.credits(estimate.path("atMost").decimalValue()));
      if (estimate.has("refusal")) {
        results.println(estimate.path("refusal").asText());
      }
    }
    return Exit.ALL.code;
  }

  private void print(Summary summary) {
    if (json) {
      results.println(Json.write(summary.json()));
    } else {
      summary.print(results);
    }
  }

  private String name() {
    return paths.isEmpty()
        ? "clearcut"
        : paths.get(0).toAbsolutePath().normalize().getFileName().toString();
  }

  /** By Ctrl-C, for example. */
  private void interrupted() {
    if (leavesABatch()) {
      notes.println();
      notes.println(
          (server == null ? "Nothing is lost. " : "The batch goes on at the service. ")
              + howToGoOn());
    }
  }

  /** Whether a batch was begun whose end was not seen; what is known of it is written down. */
  private boolean leavesABatch() {
    OutFolder open = folder;
    boolean leaves = open != null && open.unfinished().isPresent();
    if (leaves) {
      open.save();
    }
    return leaves;
  }

  private String howToGoOn() {
    return "Go on with: clearcut --resume --out %s%s"
        .formatted(
            out,
            server == null || server.equals(environment.get("CLEARCUT_URL"))
                ? ""
                : " --server " + server);
  }

  private URI uri(Optional<String> key, Progress progress) {
    try {
      URI uri = new URI(server.replaceFirst("/+$", ""));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        if (key.isPresent()
            && uri.getScheme().equals("http")
            && !InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
          progress.say("Warning: the API key goes over http, where others can read it.");
        }
        return uri;
      }
    } catch (URISyntaxException noUri) {
      // Said below.
    } catch (UnknownHostException e) {
      throw new Stop("There is no host \"%s\".".formatted(URI.create(server).getHost()));
    }
    throw new Stop(
        Exit.USAGE, "\"%s\" is no server: http://… or https://… is one.".formatted(server));
  }

  private Optional<String> key() {
    if (keyFile == null) {
      return Optional.ofNullable(environment.get("CLEARCUT_API_KEY"))
          .map(String::strip)
          .filter(key -> !key.isEmpty());
    }
    try {
      return Optional.of(Files.readString(keyFile).strip());
    } catch (IOException e) {
      throw new Stop(Exit.USAGE, "%s cannot be read: %s".formatted(keyFile, e.getMessage()));
    }
  }

  /** This JAR, or this executable. */
  private static Path program() {
    try {
      return Path.of(Clearcut.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException | RuntimeException none) {
      return Path.of(ProcessHandle.current().info().command().orElse("."));
    }
  }

  /** That of the build. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream file = Clearcut.class.getResourceAsStream("version.properties")) {
        properties.load(file);
      }
      return new String[] {"clearcut " + properties.getProperty("version")};
    }
  }
}
