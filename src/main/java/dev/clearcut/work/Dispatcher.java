package dev.clearcut.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.clearcut.DatabaseClock;
import dev.clearcut.Sleeper;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs what is due, on db-scheduler over the application's database: its threads, its signs of life
 * and its eye on those of other replicas.
 */
@ApplicationScoped
class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 9;

  /** Until then a start has other things to do. */
  private static final Duration AFTER_THE_START = Duration.ofSeconds(2);

  private static final Duration AT_THE_END = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration FAR_OFF = Duration.ofHours(1);
  private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

  /** A recurring task has one row. */
  private static final String ONLY = "only";

  private static final int EARLY = 1;
  private static final int LATE = Interceptor.Priority.APPLICATION + 1000;

  /** A task carries its id and nothing else. */
  private static final Serializer NOTHING =
      new Serializer() {
        @Override
        public byte[] serialize(Object data) {
          return null;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
          return null;
        }
      };

  private final Map<String, Task> tasks = new HashMap<>();
  private final List<RecurringTask> recurring;
  private final ScheduledTasks rows;
  private final WorkConfig config;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final ScheduledExecutorService housekeeper;
  private final Duration heartbeat;
  private final Scheduler scheduler;
  private final Set<Instant> looks = ConcurrentHashMap.newKeySet();
  private volatile Instant deadline = Instant.MAX;

  Dispatcher(
      @All List<Task> tasks,
      @All List<RecurringTask> recurring,
      ScheduledTasks rows,
      DataSource dataSource,
      @ConfigProperty(name = "quarkus.datasource.db-kind") String database,
      WorkConfig config,
      Housekeeper housekeeper,
      DatabaseClock databaseClock,
      InstantSource clock,
      Sleeper sleeper) {
    this.recurring = recurring;
    this.rows = rows;
    this.config = config;
    this.housekeeper = housekeeper.threads();
    this.databaseClock = databaseClock;
    this.clock = clock;
    this.sleeper = sleeper;
    positive("clearcut.work.lease", config.lease());
    positive("clearcut.work.poll-every", config.pollEvery());
    this.heartbeat = config.lease().dividedBy(Engine.SIGNS_OF_LIFE);
    tasks.forEach(task -> this.tasks.put(task.name(), task));
    recurring.forEach(task -> this.tasks.put(task.name(), new Recurring(task)));
    SchedulerBuilder builder =
        Scheduler.create(dataSource, this.tasks.values().stream().map(this::known).toList())
            .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
            .serializer(NOTHING)
            .clock(clock::instant)
            .threads(config.threads())
            .pollingInterval(config.pollEvery())
            .heartbeatInterval(heartbeat)
            .missedHeartbeatsLimit(Engine.SIGNS_OF_LIFE)
            .housekeeperExecutor(this.housekeeper)
            .enableImmediateExecution()
            .shutdownMaxWait(AT_THE_END)
            .failureLogging(LogLevel.OFF, false);
    this.scheduler =
        (database.equals("postgresql")
                ? builder
                    .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                    .pollUsingLockAndFetch(0.5, 1.0)
                : builder
                    .jdbcCustomization(new DefaultJdbcCustomization(false))
                    .pollUsingFetch(0.5, 1.0))
            .build();
  }

  private static void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalStateException(key + " must be more than 0, for example PT20S");
    }
  }

  /** A task that runs again in its time. */
  private final class Recurring implements Task {

    private final RecurringTask task;

    Recurring(RecurringTask task) {
      this.task = task;
    }

    @Override
    public String name() {
      return task.name();
    }

    @Override
    public Optional<Instant> run(String id) {
      task.run();
      return task.every().map(clock.instant()::plus);
    }
  }

  /** Looks for what is due, now. */
  void look() {
    scheduler.triggerCheckForDueExecutions();
  }

  /**
   * Looks for what is due then, so that polling is for what others have left. One look in a second
   * is enough for all that becomes due in it; what is far off is left to polling.
   */
  void lookAt(Instant at) {
    Duration wait = Duration.between(clock.instant(), at);
    if (wait.isNegative() || wait.isZero()) {
      look();
    } else if (wait.compareTo(FAR_OFF) < 0) {
      Instant second = at.plus(ALMOST_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
      if (looks.add(second)) {
        housekeeper.schedule(
            () -> {
              looks.remove(second);
              look();
            },
            Duration.between(clock.instant(), second).toMillis() + 1,
            TimeUnit.MILLISECONDS);
      }
    }
  }

  /** The names of all tasks. */
  Set<String> tasks() {
    return tasks.keySet();
  }

  /** How much work runs here. */
  int running() {
    return scheduler.getCurrentlyExecuting().size();
  }

  private com.github.kagkarlsson.scheduler.task.Task<?> known(Task task) {
    return Tasks.custom(task.name(), Void.class)
        .onFailure((complete, operations) -> failed(task, complete, operations))
        .onDeadExecution(this::goOn)
        .execute((instance, context) -> run(task, context));
  }

  private CompletionHandler<Void> run(Task task, ExecutionContext context) {
    Execution execution = context.getExecution();
    String id = execution.getId();
    Optional<Instant> next = task.run(id);
    return (complete, operations) -> {
      if (rows.ran(task.name(), id, execution.version, next)) {
        lookAt(next.orElseGet(clock::instant));
      }
    };
  }

  private void failed(Task task, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    Execution execution = complete.getExecution();
    Duration pause = isLeaving() ? Duration.ZERO : pause(task, execution.consecutiveFailures);
    LOG.errorf(
        complete.getCause().orElse(null),
        "The task %s failed for %s; next try in %s",
        task.name(),
        execution.getId(),
        pause);
    operations.reschedule(complete, clock.instant().plus(pause));
  }

  private static Duration pause(Task task, int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration longest =
        task instanceof Recurring recurring
            ? recurring.task.every().orElse(LONGEST_PAUSE)
            : LONGEST_PAUSE;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private boolean isLeaving() {
    return deadline.isBefore(Instant.MAX);
  }

  /** The replica that ran it is dead, or cannot reach the database: who may pay, the claims say. */
  private void goOn(ExecutionComplete dead, ExecutionOperations<Void> operations) {
    operations.reschedule(dead, clock.instant());
  }

  void start(@Observes @Priority(LATE) StartupEvent event) {
    scheduler.start();
    long millis = heartbeat.multipliedBy(2).toMillis();
    housekeeper.scheduleWithFixedDelay(this::measure, millis, millis, TimeUnit.MILLISECONDS);
    housekeeper.schedule(this::begin, AFTER_THE_START.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Signs of life are compared with the clock of whoever looks for the dead. */
  private void measure() {
    try {
      databaseClock.measure();
    } catch (RuntimeException e) {
      LOG.debug("The database does not say what time it is", e);
    }
  }

  /** A database that is away now is asked again. */
  private void begin() {
    try {
      recurring.forEach(
          task ->
              task.every()
                  .ifPresentOrElse(
                      every -> rows.add(task.name(), ONLY, clock.instant().plus(every)),
                      () -> rows.remove(task.name(), ONLY)));
    } catch (RuntimeException e) {
      LOG.warnf("The recurring tasks are not scheduled yet: %s", e.getMessage());
      housekeeper.schedule(this::begin, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What waits is left to other replicas from now on; what runs may end. */
  void leave(@Observes @Priority(EARLY) ShutdownEvent event) {
    deadline = clock.instant().plus(config.shutdownPatience());
    scheduler.pause();
  }

  /**
   * Interrupts what takes too long, for others to begin it anew; its claims are given up by then.
   */
  void stop(@Observes @Priority(LATE) ShutdownEvent event) {
    while (running() > 0 && clock.instant().isBefore(deadline)) {
      sleeper.sleep(LOOK_AGAIN);
    }
    scheduler.stop();
  }
}
