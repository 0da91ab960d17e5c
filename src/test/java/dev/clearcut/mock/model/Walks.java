package dev.clearcut.mock.model;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.of;
import static net.jqwik.api.Combinators.combine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** Random walks: sequences of commands, most of which make sense. */
final class Walks {

  private static final int LONGEST = 30;

  private final Arbitrary<Who> who =
      Arbitraries.frequency(Tuple.of(6, Who.ANN), Tuple.of(1, Who.BOB));
  private final Arbitrary<Integer> nth = integers().between(0, 3);
  private final Arbitrary<String> newKeys = of("a", "a", "shoe/1", "a*");
  private final Arbitrary<String> keys =
      frequencyOf(Tuple.of(6, newKeys), Tuple.of(2, of("#0", "#1")), Tuple.of(1, of("@0")));
  private final Arbitrary<String> patterns =
      of("a", "a", "a*", "*", "shoe/*", "s*e/*1", "sh*", "shoe/?", "none/*");
  private final Arbitrary<String> hours =
      Arbitraries.frequency(
              Tuple.of(6, ""),
              Tuple.of(2, "0.5"),
              Tuple.of(1, "1"),
              Tuple.of(1, "2"),
              Tuple.of(1, "0"),
              Tuple.of(1, "2.5"))
          .map(text -> text.isEmpty() ? null : text);
  private final Arbitrary<Sample> samples =
      Arbitraries.frequency(
          Tuple.of(6, Sample.PNG),
          Tuple.of(2, Sample.JPEG),
          Tuple.of(1, Sample.WEBP),
          Tuple.of(1, Sample.AVIF),
          Tuple.of(1, Sample.HEIC),
          Tuple.of(1, Sample.BROKEN),
          Tuple.of(1, Sample.TEXT));
  private final Arbitrary<List<Wanted>> variants = sizes(variants(newKeys));
  private final Arbitrary<Optional<List<Wanted>>> namedVariants =
      sizes(variants(of("default", "full", "thumb").injectNull(0.2))).optional(0.7);

  /** Walks that each begin in a new world. */
  ActionChainArbitrary<World> from(Supplier<World> world) {
    return ActionChain.startWith(world)
        .withMaxTransformations(LONGEST)
        .withAction(
            6, step(combine(who, uploadKeys(), samples, hours).as(SpaceCommands.Upload::new)))
        .withAction(
            3,
            step(
                combine(who, of("shoe", "shoe/"), samples.list().ofMinSize(1).ofMaxSize(2), hours)
                    .as(SpaceCommands.UploadByPath::new)))
        .withAction(
            8,
            step(
                combine(who, of(Dialect.KEY, Dialect.PATH), keys, variants)
                    .as(SpaceCommands.Process::new)))
        .withAction(4, step(combine(who, keys).as(SpaceCommands.GetPublicUrl::new)))
        .withAction(4, step(nth.map(SpaceCommands.Download::new)))
        .withAction(4, step(combine(who, patterns).as(SpaceCommands.Delete::new)))
        .withAction(4, step(combine(who, samples).as(FilenameCommands.UploadImage::new)))
        .withAction(
            4, step(combine(who, nth, namedVariants).as(FilenameCommands.ProcessImage::new)))
        .withAction(4, step(who.map(FilenameCommands.SignUpload::new)))
        .withAction(4, step(who.map(FilenameCommands.SignInitialize::new)))
        .withAction(4, step(combine(who, nth, namedVariants).as(FilenameCommands.SignProcess::new)))
        .withAction(3, step(combine(nth, samples).as(FilenameCommands.SignedUpload::new)))
        .withAction(3, step(combine(nth, samples).as(FilenameCommands.SignedInitialize::new)))
        .withAction(4, step(nth.map(FilenameCommands.SignedProcess::new)))
        .withAction(2, step(combine(who, samples).as(FilenameCommands.Initialize::new)))
        .withAction(
            3,
            step(
                combine(nth, dots(), dots(), integers().between(-1, 3))
                    .as(FilenameCommands.Segment::new)))
        .withAction(4, step(of(1, 4, 5, 29, 30, 60, 118, 120).map(OtherCommands.Advance::new)))
        .withAction(
            5,
            step(
                combine(who, of("0", "0.5", "1", "1", "1.5", "2.0", "3"))
                    .as(OtherCommands.Credit::new)))
        .withAction(1, step(who.map(OtherCommands.Audit::new)))
        .withAction(1, step(who.map(OtherCommands.Reset::new)))
        .withAction(1, step(of(OtherCommands.REFUSED)))
        .withAction(
            1,
            step(
                combine(who, of(true, false), of(true, false))
                    .as(OtherCommands.Unauthorized::new)));
  }

  private Arbitrary<String> uploadKeys() {
    return frequencyOf(Tuple.of(20, newKeys), Tuple.of(1, Arbitraries.just("")));
  }

  private static Arbitrary<Integer> dots() {
    return of(8, 7, 5, 15, 16, -1);
  }

  /** Mostly one or two. */
  private static Arbitrary<List<Wanted>> sizes(Arbitrary<Wanted> variants) {
    return frequencyOf(
        Tuple.of(8, variants.list().ofSize(1)),
        Tuple.of(4, variants.list().ofSize(2)),
        Tuple.of(1, variants.list().ofSize(3)),
        Tuple.of(1, variants.list().ofSize(0)));
  }

  private static Arbitrary<Wanted> variants(Arbitrary<String> names) {
    Arbitrary<String> formats =
        Arbitraries.frequency(
                Tuple.of(12, ""),
                Tuple.of(6, "png"),
                Tuple.of(3, "webp"),
                Tuple.of(2, "jpeg"),
                Tuple.of(2, "jpg"),
                Tuple.of(1, "avif"),
                Tuple.of(1, "gif"))
            .map(text -> text.isEmpty() ? null : text);
    Arbitrary<String> backgrounds =
        Arbitraries.frequency(Tuple.of(7, ""), Tuple.of(14, "#fFfFfF"), Tuple.of(1, "#12345"))
            .map(text -> text.isEmpty() ? null : text);
    return combine(names, formats, backgrounds, of(false, false, true)).as(Wanted::new);
  }

  private static Action.Independent<World> step(Arbitrary<? extends Command> commands) {
    return () -> commands.map(command -> Transformer.mutate(command.toString(), command::run));
  }
}
