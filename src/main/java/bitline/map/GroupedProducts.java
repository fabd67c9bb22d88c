package bitline.map;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.program.VectorWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Decides which grouped products the vector unit computes. The rule, for a chip that has one:
///
/// 1. Where the network has no room, those that use their cells worst leave the arrays, one after
///    another until the rest fits.
/// 2. Of the others, those that one vector unit does in less time than their arrays (a copy each)
///    may leave, in the order of array time saved for each second of the vector unit. As many of
///    them do as make a picture shortest: what the mapper reckons for the layers that are left and
///    those that leave ([Reckoning]), or the vector units' seconds with everything else they do,
///    whichever is longer. Of equals the most, so that arrays become free.
final class GroupedProducts {
  /// A grouped product with what it takes here and there.
  ///
  /// @param arrays seconds of its fullest array for one picture
  /// @param vector seconds of one vector unit for one picture
  /// @param more how many of those it would not work if the product lay in arrays, whose sums it
  ///   finishes
  /// @param used share of the cells in its arrays that hold a weight
  private record Candidate(Cut cut, double arrays, double vector, double more, double used) {
    String node() {
      return cut.product().node();
    }

    /// Array time saved for each second of the vector unit.
    double gain() {
      return arrays * cut.blocks() / vector;
    }

    String reason(String why) {
      var u = cut.product().unrolling();
      return u.groups()
          + " groups of "
          + u.rows()
          + " x "
          + u.columns()
          + " take "
          + Units.format(arrays, "s", 3)
          + " on "
          + cut.blocks()
          + (cut.blocks() == 1 ? " array" : " arrays")
          + ", "
          + Units.format(vector, "s", 3)
          + " on the vector unit"
          + why;
    }
  }

  /// What a choice takes for one picture.
  @FunctionalInterface
  interface Reckoning {
    /// Seconds a picture.
    ///
    /// @param onArrays the products that stay there
    /// @param longest seconds on the vector unit of the longest product that leaves
    /// @param all seconds there of all that leave
    double seconds(List<Cut> onArrays, double longest, double all);
  }

  /// @param onArrays the products that stay there, in their order
  /// @param leave those that the vector unit computes
  /// @param reasons of those, by node
  record Choice(List<Cut> onArrays, List<Cut> leave, Map<String, String> reasons) {}

  private final Chip chip;
  private final VectorWork work;

  /// @param work of the chip's vector units for the network
  GroupedProducts(Chip chip, VectorWork work) {
    this.chip = chip;
    this.work = work;
  }

  /// @param others seconds that the vector units work for one picture where all products lie in
  ///   arrays, all together
  /// @param fits whether products have room on the chip
  Choice choose(
      List<Cut> cuts,
      Grouped asked,
      double others,
      Predicate<List<Cut>> fits,
      Reckoning reckoning) {
    if (work.units() == 0) {
      if (asked == Grouped.VECTOR) {
        throw new Problem(
            "grouped convolutions cannot be on the vector unit: "
                + chip.name()
                + " describes none");
      }
      return new Choice(cuts, List.of(), Map.of());
    }
    List<Candidate> grouped = new ArrayList<>();
    for (Cut cut : cuts) {
      if (cut.product().unrolling().groups() > 1 && asked != Grouped.ARRAYS) {
        grouped.add(candidate(cut));
      }
    }
    Map<String, String> leave = new LinkedHashMap<>();
    if (asked == Grouped.VECTOR) {
      grouped.forEach(c -> leave.put(c.node(), c.reason(", which was asked for")));
    } else if (!grouped.isEmpty()) {
      makeRoom(cuts, grouped, fits, leave);
      saveTime(cuts, grouped, others, reckoning, leave);
    }
    List<Cut> rest = without(cuts, leave.keySet());
    List<Cut> gone = cuts.stream().filter(c -> leave.containsKey(c.product().node())).toList();
    return new Choice(rest, gone, leave);
  }

  private static void makeRoom(
      List<Cut> cuts,
      List<Candidate> grouped,
      Predicate<List<Cut>> fits,
      Map<String, String> leave) {
    List<Candidate> worst = new ArrayList<>(grouped);
    worst.sort(Comparator.comparingDouble(Candidate::used));
    Map<String, String> gone = new LinkedHashMap<>();
    for (Candidate c : worst) {
      if (fits.test(without(cuts, gone.keySet()))) {
        leave.putAll(gone);
        return;
      }
      gone.put(
          c.node(),
          c.reason(
              String.format(
                  Locale.ROOT,
                  "; they fill %.1f %% of the cells they take, and the network has no room",
                  100 * c.used)));
    }
    if (fits.test(without(cuts, gone.keySet()))) {
      leave.putAll(gone);
    }
  }

  private void saveTime(
      List<Cut> cuts,
      List<Candidate> grouped,
      double others,
      Reckoning reckoning,
      Map<String, String> leave) {
    double busy = others;
    double longest = 0;
    double all = 0;
    List<Candidate> quicker = new ArrayList<>();
    for (Candidate c : grouped) {
      if (leave.containsKey(c.node())) {
        busy += c.more;
        longest = Math.max(longest, c.vector);
        all += c.vector;
      } else if (c.vector < c.arrays) {
        quicker.add(c);
      }
    }
    quicker.sort(Comparator.comparingDouble(c -> -c.gain()));
    Set<String> gone = new HashSet<>(leave.keySet());
    double least =
        Math.max(reckoning.seconds(without(cuts, gone), longest, all), busy / work.units());
    int best = 0;
    for (int i = 0; i < quicker.size(); i++) {
      Candidate c = quicker.get(i);
      gone.add(c.node());
      busy += c.more;
      longest = Math.max(longest, c.vector);
      all += c.vector;
      double now =
          Math.max(reckoning.seconds(without(cuts, gone), longest, all), busy / work.units());
      if (now <= least) {
        least = now;
        best = i + 1;
      }
    }
    quicker.subList(0, best).forEach(c -> leave.put(c.node(), c.reason("")));
  }

  private Candidate candidate(Cut cut) {
    var product = cut.product();
    long results = product.outputShape().elements();
    double vector = work.product(product.unrolling().macs(), results);
    return new Candidate(
        cut,
        cut.seconds(chip),
        vector,
        vector - work.finishing(results),
        (double) cut.cells() / (cut.blocks() * chip.array().cells()));
  }

  private static List<Cut> without(List<Cut> cuts, Set<String> gone) {
    return cuts.stream().filter(cut -> !gone.contains(cut.product().node())).toList();
  }
}
