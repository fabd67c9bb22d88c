package bitline.cli;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.compare.Baselines;
import bitline.compare.Machine;
import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Accuracy;
import bitline.report.CompareAnswer.Price;
import bitline.report.CompareAnswer.Row;
import bitline.report.CompareAnswer.Silicon;
import bitline.report.CompareText;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A published accelerator in a comparison, in the format that was asked for, or the one in which
/// it is fastest and right enough.
final class MachineRow {
  private final EqualWork work;
  private final Owning owning;
  private final @Nullable Format asked;

  /// @param asked the format that all machines compute in; null: each its own
  MachineRow(EqualWork work, Owning owning, @Nullable Format asked) {
    this.work = work;
    this.owning = owning;
    this.asked = asked;
  }

  /// The machine's line of the table.
  Row of(Accelerator part) {
    Machine machine;
    try {
      machine = Baselines.of(part);
    } catch (Problem unknown) {
      return row(part, null, null, null, List.of(Objects.requireNonNull(unknown.getMessage())));
    }
    if (asked != null && !machine.formats().contains(asked)) {
      return row(
          part,
          null,
          null,
          null,
          List.of("has no " + asked.words() + "; it computes in " + words(machine.formats())));
    }
    return work.floor() == null ? usual(part, machine) : fastest(part, machine);
  }

  private static String words(List<Format> formats) {
    return formats.stream().map(Format::words).collect(Collectors.joining(", "));
  }

  /// Without a floor.
  private Row usual(Accelerator part, Machine machine) {
    Format format = format(machine, asked);
    Outcome outcome = machine.run(work.workload(), work.batch(), format);
    return row(part, outcome, format, work.inFormat(format), List.of());
  }

  /// The format that was asked for; else 8 bits, as our chips compute, or the fastest there is.
  static Format format(Machine machine, @Nullable Format asked) {
    List<Format> formats = machine.formats();
    return asked != null ? asked : formats.contains(Format.INT8) ? Format.INT8 : formats.getFirst();
  }

  private Row fastest(Accelerator part, Machine machine) {
    double floor = Objects.requireNonNull(work.floor());
    List<String> missed = new ArrayList<>();
    Outcome best = null;
    Format chosen = null;
    Accuracy reached = null;
    for (Format format : asked != null ? List.of(asked) : machine.formats()) {
      Accuracy accuracy = work.inFormat(format);
      if (accuracy == null) {
        missed.add(format.words() + " is not simulated");
      } else if (accuracy.score() < floor) {
        missed.add(format.words() + " " + CompareText.score(work.metric(), accuracy.score()));
      } else {
        Outcome outcome = machine.run(work.workload(), work.batch(), format);
        if (best == null || outcome.interval() < best.interval()) {
          best = outcome;
          chosen = format;
          reached = accuracy;
        }
      }
    }
    List<String> refused =
        best != null
            ? List.of()
            : List.of(
                "does not reach "
                    + CompareText.score(work.metric(), floor)
                    + ": "
                    + String.join(", ", missed));
    return row(part, best, chosen, reached, refused);
  }

  private Row row(
      Accelerator part,
      @Nullable Outcome outcome,
      @Nullable Format format,
      @Nullable Accuracy accuracy,
      List<String> refused) {
    Price price = Owning.price(part);
    List<String> unknown = new ArrayList<>();
    Price cost = owning.cost(() -> Owning.product(part), unknown);
    Price paid = price == null ? cost : price;
    Double watts = outcome == null ? null : outcome.watts();
    return new Row(
        part.name(),
        false,
        part.title(),
        outcome,
        refused,
        null,
        format == null ? null : part.rate(format).map(Accelerator.Rate::dense).orElse(null),
        outcome == null || outcome.joules() == null
            ? "nothing: nobody tells its watts"
            : "one unit with its memory; not the host",
        price,
        cost,
        outcome == null || paid == null || watts == null
            ? null
            : owning.millionPictures(
                part.name(), paid.dollars(), new Interval(watts, watts, watts), outcome.rate()),
        silicon(part),
        accuracy,
        evidence(part),
        unknown);
  }

  private static Silicon silicon(Accelerator part) {
    Set<String> processes = new LinkedHashSet<>();
    double area = 0;
    boolean told = !part.dies().isEmpty();
    for (Accelerator.Die die : part.dies()) {
      processes.add(die.process());
      Double one = die.area();
      told &= one != null;
      area += one == null ? 0 : one * die.count();
    }
    return new Silicon(
        String.join(" and ", processes),
        told ? new Interval(area, area, area) : null,
        told ? "logic dies, published" : "");
  }

  /// How many of the catalogue's values have which grade.
  private static String evidence(Accelerator part) {
    Map<Evidence.Grade, Integer> counts = new EnumMap<>(Evidence.Grade.class);
    for (Evidence each : part.evidence()) {
      Evidence.Grade grade = each.grade();
      if (grade != null) {
        counts.merge(grade, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " values " + e.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "))
        .replaceAll(", ([0-9]+) values", ", $1");
  }
}
