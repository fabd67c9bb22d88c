package bitline.forecast.walk;

import bitline.base.Problem;
import bitline.forecast.Calendar;
import bitline.forecast.Method.TooFew;
import bitline.text.Csv;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was shipped quarter by quarter, and what was shipped before the first of them.
///
/// What was shipped before is not in such tables. It is taken to have grown as it did afterwards:
/// the first quarter over the growth of a quarter, the sum of a geometric series (the usual way,
/// Nagy et al., Statistical basis for predicting technological progress, PLoS ONE 8, 2013).
///
/// @param quarters in order, without a gap
public record Shipments(List<Quarter> quarters) {
  /// Fewest quarters from which growth is learned.
  private static final int FEWEST = 5;

  /// A quarter and what it brought.
  ///
  /// @param end decimal year of the first day after it
  /// @param shipped positive, in whatever is counted
  public record Quarter(double end, double shipped) {}

  public Shipments {
    quarters = List.copyOf(quarters);
    for (int i = 0; i < quarters.size(); i++) {
      if (!(quarters.get(i).shipped > 0)) {
        throw new IllegalArgumentException("quarter " + i + " ships nothing");
      }
      if (i > 0 && Math.abs(quarters.get(i).end - quarters.get(i - 1).end - 0.25) > 0.01) {
        throw new IllegalArgumentException("quarter " + i + " does not follow the one before");
      }
    }
  }

  /// What the tables count.
  public enum Count {
    /// Chips.
    UNITS("Number of Units"),
    /// What computes as much as an H100 (by dense peak).
    H100_EQUIVALENTS("Compute estimate in H100e (median)");

    private final String column;

    Count(String column) {
      this.column = column;
    }
  }

  /// Sums the rows of Epoch AI's tables of chips by calendar quarter (`*_chip_timelines.csv`). A
  /// quarter in which a row is marked as incomplete is left out, with all that lies beyond it.
  ///
  /// @param tables of makers whose chips are counted together; quarters that not all of them hold
  ///   are left out
  public static Shipments read(List<Path> tables, Count count) {
    Map<LocalDate, Integer> holding = new TreeMap<>();
    Map<LocalDate, Double> sums = new TreeMap<>();
    for (Path table : tables) {
      Csv csv = Csv.read(table);
      int end = csv.column("End date");
      int value = csv.column(count.column);
      int notes = csv.column("Notes");
      Map<LocalDate, Double> own = new TreeMap<>();
      List<LocalDate> incomplete = new ArrayList<>();
      for (Csv.Row row : csv.rows()) {
        LocalDate after = day(csv, row, row.fields().get(end)).plusDays(1);
        own.merge(after, csv.number(row, value), Double::sum);
        if (row.fields().get(notes).startsWith("Incomplete")) {
          incomplete.add(after);
        }
      }
      own.keySet().removeAll(incomplete);
      own.forEach((after, shipped) -> {
        holding.merge(after, 1, Integer::sum);
        sums.merge(after, shipped, Double::sum);
      });
    }
    sums.keySet().removeIf(after -> holding.getOrDefault(after, 0) < tables.size());
    List<Quarter> quarters = new ArrayList<>();
    for (Map.Entry<LocalDate, Double> sum : sums.entrySet()) {
      double end = Calendar.year(sum.getKey());
      if (!quarters.isEmpty() && end - quarters.getLast().end > 0.26) {
        break;
      }
      quarters.add(new Quarter(end, sum.getValue()));
    }
    if (quarters.isEmpty()) {
      throw Problem.at(
          tables.toString(), "no quarter that all tables hold and none marks incomplete");
    }
    return new Shipments(quarters);
  }

  private static LocalDate day(Csv csv, Csv.Row row, String text) {
    try {
      String[] parts = text.split("/", -1);
      return parts.length == 3
          ? LocalDate.of(
              Integer.parseInt(parts[2]), Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
          : LocalDate.parse(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new Problem(
          csv.problem(row, "'" + text + "' is no date; 3/31/2024 or 2024-03-31 is expected")
              .getMessage(),
          e);
    }
  }

  /// What was known at an origin: quarters that had ended.
  public Shipments before(double origin) {
    return new Shipments(quarters.stream().filter(q -> q.end <= origin + 1e-9).toList());
  }

  /// Growth of what a quarter brings, by quarter: a random walk with drift, its noise without
  /// memory.
  Walk growth() {
    if (quarters.size() < FEWEST) {
      throw new TooFew(
          "growth of shipments needs " + FEWEST + " quarters; there are " + quarters.size());
    }
    double[] logs = quarters.stream().mapToDouble(q -> StrictMath.log(q.shipped)).toArray();
    return Walk.yearly(0, logs, 0);
  }

  /// What was shipped before the first quarter.
  double earlier() {
    double growth = StrictMath.expm1(growth().drift());
    if (!(growth > 0)) {
      throw new TooFew("shipments do not grow: what was shipped before the table cannot be told");
    }
    return quarters.getFirst().shipped / growth;
  }

  /// Natural logarithm of all that was shipped by a date within the quarters; a quarter's shipments
  /// are spread evenly over it.
  double made(double date) {
    double sum = earlier();
    for (Quarter q : quarters) {
      sum += q.shipped * Math.clamp((date - q.end) * 4 + 1, 0, 1);
    }
    return StrictMath.log(sum);
  }

  /// Decimal year before which nothing is known.
  double start() {
    return quarters.getFirst().end - 0.25;
  }

  /// Decimal year after which nothing is known.
  double end() {
    return quarters.getLast().end;
  }

  /// Natural logarithm of all that will have been shipped by a date after the quarters, on a path
  /// that keeps to one probability: what comes is high or low throughout, the widest assumption.
  ///
  /// @param deviate how many of its own scales the path lies from the middle
  double willBeMade(double date, double deviate) {
    Walk growth = growth();
    double sum = StrictMath.exp(made(end()));
    double left = (date - end()) * 4;
    for (int k = 1; left > 0; k++, left--) {
      double when = growth.date() + k;
      double log = growth.middle(when) + deviate * growth.scale(when);
      sum += Math.min(1, left) * StrictMath.exp(log);
    }
    return StrictMath.log(sum);
  }
}
