package bitline.forecast.walk;

import bitline.forecast.Method.TooFew;
import bitline.forecast.data.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// What was shipped quarter by quarter, and what was shipped before the first of them.
///
/// What was shipped before is not in such tables. It is taken to have grown as it did afterwards:
/// the first quarter over the growth of a quarter, the sum of a geometric series (the usual way,
/// Nagy et al., Statistical basis for predicting technological progress, PLoS ONE 8, 2013).
///
/// @param quarters in order, without a gap
public record Production(List<Quarter> quarters) {
  /// Fewest quarters from which growth is learned.
  private static final int FEWEST = 5;

  /// A quarter and what it brought.
  ///
  /// @param end decimal year of the first day after it
  /// @param shipped positive, in whatever is counted
  public record Quarter(double end, double shipped) {}

  public Production {
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

  /// Sums shipments of one or more makers by quarter. Quarters that an estimate does not cover
  /// wholly, or in which one of the makers has none, are left out, with all that lies beyond a gap.
  ///
  /// @param shipments such as [bitline.forecast.data.Shipments#of]
  /// @param count what is counted: [Shipment#units] or [Shipment#h100]
  public static Production of(List<Shipment> shipments, ToDoubleFunction<Shipment> count) {
    Set<String> makers = new TreeSet<>();
    Map<Integer, Set<String>> holding = new TreeMap<>();
    Map<Integer, Double> sums = new TreeMap<>();
    Set<Integer> incomplete = new TreeSet<>();
    for (Shipment each : shipments) {
      int end = (int) Math.rint(4 * each.to());
      makers.add(each.maker());
      double shipped = count.applyAsDouble(each);
      if (!each.whole() || !Double.isFinite(shipped)) {
        incomplete.add(end);
      } else {
        holding.computeIfAbsent(end, e -> new TreeSet<>()).add(each.maker());
        sums.merge(end, shipped, Double::sum);
      }
    }
    List<Quarter> quarters = new ArrayList<>();
    for (Map.Entry<Integer, Double> sum : sums.entrySet()) {
      int end = sum.getKey();
      boolean all = holding.getOrDefault(end, Set.of()).size() == makers.size();
      if (all && !incomplete.contains(end)) {
        double date = end / 4.0;
        if (!quarters.isEmpty() && date - quarters.getLast().end > 0.26) {
          break;
        }
        quarters.add(new Quarter(date, sum.getValue()));
      }
    }
    if (quarters.isEmpty()) {
      throw new TooFew("no quarter in which all of " + makers + " shipped and all is known");
    }
    return new Production(quarters);
  }

  /// What was known at an origin: quarters that had ended.
  public Production before(double origin) {
    return new Production(quarters.stream().filter(q -> q.end <= origin + 1e-9).toList());
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
