package bitline.policy.item;

import bitline.base.Units;
import bitline.money.Die;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.policy.Quantities;
import bitline.policy.Quantities.Quantity;
import bitline.policy.Rule;
import bitline.text.condition.Dimension;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What rules count of an item, in one way of counting it.
///
/// Total processing performance (TPP) is the sum over all units of tera-operations a second times
/// the bits of the wider operand, dense, in the format in which that is most. Performance density
/// (PD) is TPP over the applicable die area in mm²: that of all logic dies whose transistors are
/// not planar, memory stacks left out. Where all dies are planar there is no such area, and PD does
/// not exist; it is given as 0, which no threshold is met by, and its line says so. Where it is not
/// known whether they are planar it lies between that and what it would be. Definitions: 15 CFR
/// 774, supplement 1, 3A090, technical notes.
///
/// @param name in a few words
/// @param why why one would count so
/// @param item what is counted
/// @param quantities the result
public record Counting(String name, String why, Item item, Quantities quantities) {
  /// The usual way of counting first; then others that the text leaves open and that give another
  /// TPP.
  public static List<Counting> of(Item item) {
    List<Counting> out = new ArrayList<>();
    List<Peak> usual = usual(item.peaks());
    boolean claimed = usual.stream().allMatch(p -> p.basis() == Basis.CLAIMED);
    out.add(
        new Counting(
            item.packages() == 1 ? "as counted usually" : "the item as a whole",
            claimed
                ? "the rate is taken to be the highest that the maker claims"
                : "no rate is claimed; the highest that its published points of operation give",
            item,
            count(item, usual, 1)));
    if (item.packages() > 1) {
      out.add(
          new Counting(
              "one of its " + item.packages() + " integrated circuits",
              "the text sums over the units of one integrated circuit; of a board it asks whether"
                  + " it holds one that is controlled",
              item,
              count(item, usual, item.packages())));
    }
    Value.Number first = (Value.Number) out.getFirst().quantities.value("tpp");
    Quantities possible = count(item, item.peaks(), 1);
    Value.Number most = (Value.Number) possible.value("tpp");
    if (first != null && most != null && most.high() > first.high() * 1.0001) {
      out.add(
          new Counting(
              "every width that its arrays take",
              "the rate is to be the greatest that is theoretically possible, and arrays that take"
                  + " inputs bit by bit make more products of fewer bits; nobody advertises them",
              item,
              possible));
    }
    return List.copyOf(out);
  }

  /// The usual way of counting.
  public static Quantities usual(Item item) {
    return of(item).getFirst().quantities;
  }

  /// Of each kind of units what is claimed; where nothing is, what points of operation give.
  private static List<Peak> usual(List<Peak> peaks) {
    List<Peak> out = new ArrayList<>();
    for (List<Peak> unit : units(peaks)) {
      boolean claimed = unit.stream().anyMatch(p -> p.basis() == Basis.CLAIMED);
      for (Peak peak : unit) {
        if (peak.basis() == (claimed ? Basis.CLAIMED : Basis.COMPUTED)) {
          out.add(peak);
        }
      }
    }
    return out;
  }

  private static Quantities count(Item item, List<Peak> peaks, int among) {
    Map<String, Quantity> out = new LinkedHashMap<>();
    Range tpp = tpp(peaks, among, out);
    density(item, tpp, among, out);
    out.put("ops", ops(peaks, among));
    out.put(
        "article",
        new Quantity(
            new Value.Words(item.packages() > 1 ? "computer" : "processor"),
            item.packages() == 1
                ? "one integrated circuit"
                : item.packages() + " integrated circuits on a board"));
    out.put(
        "computing",
        new Quantity(
            new Value.Words(item.computing().name().toLowerCase(Locale.ROOT)),
            item.computing() == Item.Computing.DIGITAL
                ? "products are made by logic"
                : "products are made of currents, charges or light that converters read"));
    out.put("market", market(item));
    out.put("dram_bandwidth", speed(item.dram(), "of the memory beside the dies", among));
    out.put("link_bandwidth", speed(item.link(), "of links to other units, without the host's", 1));
    out.put("hbm", flag(item.hbm(), "by the type of its memory"));
    out.put(
        "country",
        new Quantity(
            item.country() == null ? null : new Value.Words(item.country()),
            item.country() == null ? "not known" : "head office of who sells it"));
    out.put("merchant", flag(item.merchant(), "as it is sold"));
    out.put("transistors", transistors(item, among));
    out.put("node", node(item));
    out.put("planar", planar(item));
    return new Quantities(item.name(), Rule.Subject.CHIP, out);
  }

  private static @Nullable Range tpp(List<Peak> peaks, int among, Map<String, Quantity> out) {
    Range sum = null;
    List<String> how = new ArrayList<>();
    for (List<Peak> unit : units(peaks)) {
      Peak least = best(unit, Range::low);
      Peak most = best(unit, Range::high);
      Range own = new Range(least.bitOps().low(), most.bitOps().high()).times(1e-12 / among);
      sum = sum == null ? own : sum.plus(own);
      how.add(
          least == most ? how(most, among) : how(least, among) + ", at most " + how(most, among));
    }
    out.put(
        "tpp",
        new Quantity(
            sum == null ? null : number(sum, Dimension.NONE),
            sum == null ? "no peak rate is known" : String.join("; plus ", how)));
    return sum;
  }

  /// Peaks of each kind of units.
  private static List<List<Peak>> units(List<Peak> peaks) {
    Map<String, List<Peak>> out = new LinkedHashMap<>();
    peaks.forEach(peak -> out.computeIfAbsent(peak.unit(), u -> new ArrayList<>()).add(peak));
    return List.copyOf(out.values());
  }

  private static Peak best(List<Peak> peaks, ToDoubleFunction<Range> end) {
    Peak best = peaks.getFirst();
    for (Peak peak : peaks) {
      if (end.applyAsDouble(peak.bitOps()) > end.applyAsDouble(best.bitOps())) {
        best = peak;
      }
    }
    return best;
  }

  private static String how(Peak peak, int among) {
    String rate =
        peak.ops().known()
            ? Units.format(peak.ops().high(), "op/s", 5)
            : "0 to " + Units.format(peak.ops().high(), "op/s", 5);
    return rate
        + " of "
        + peak.format()
        + " × "
        + peak.bits()
        + " bits"
        + (among == 1 ? "" : " / " + among)
        + ", "
        + peak.from();
  }

  private static void density(
      Item item, @Nullable Range tpp, int among, Map<String, Quantity> out) {
    Area area = Area.of(item);
    if (area.none) {
      out.put("pd", new Quantity(Value.Number.of(0), area.how));
    } else if (tpp == null) {
      out.put("pd", new Quantity(null, "TPP is not known"));
    } else if (area.range == null) {
      out.put("pd", new Quantity(null, area.how));
    } else {
      Range pd = tpp.over(area.range.times(1e6 / among));
      boolean counts = item.dies().stream().anyMatch(d -> Boolean.FALSE.equals(d.planar()));
      out.put(
          "pd",
          new Quantity(
              number(counts ? pd : new Range(0, pd.high()), Dimension.NONE),
              "TPP / "
                  + (among == 1 ? "" : "(")
                  + area.how
                  + (among == 1 ? "" : " / " + among + ")")
                  + (counts ? "" : "; 0 stands for planar transistors, which do not count")));
    }
  }

  /// Square metres of applicable die area.
  ///
  /// @param range null: there is none, or nothing is known of it
  /// @param none whether there is none
  private record Area(@Nullable Range range, boolean none, String how) {
    static Area of(Item item) {
      if (item.dies().isEmpty()) {
        return new Area(null, false, "nothing is known of its dies");
      }
      Range sum = Range.of(0);
      List<String> parts = new ArrayList<>();
      boolean some = false;
      for (Item.Die die : item.dies()) {
        if (Boolean.TRUE.equals(die.planar())) {
          parts.add("planar dies left out");
          continue;
        }
        some = true;
        Range each = die.area();
        if (each == null && !die.oneExposure()) {
          return new Area(null, false, "the area of its dies is not known");
        }
        String count = die.count() > 1 ? die.count() + " × " : "";
        if (each == null) {
          each = new Range(0, Die.RETICLE);
          parts.add(count + "a die of unknown area, at most the 858 mm2 that one exposure covers");
        } else {
          parts.add(
              count
                  + Units.format(each.low(), "m2")
                  + (each.known() ? "" : " to " + Units.format(each.high(), "m2")));
        }
        if (die.planar() == null) {
          parts.add("if their transistors are not planar: " + die.why());
          if (item.dies().stream().anyMatch(d -> Boolean.FALSE.equals(d.planar()))) {
            each = new Range(0, each.high());
          }
        }
        sum = sum.plus(each.times(die.count()));
      }
      return some
          ? new Area(sum, false, String.join(", ", parts))
          : new Area(
              null,
              true,
              "does not exist: all dies are planar ("
                  + item.dies().getFirst().why()
                  + "), so that there is no applicable die area");
    }
  }

  private static Quantity ops(List<Peak> peaks, int among) {
    Range sum = Range.of(0);
    for (List<Peak> unit : units(peaks)) {
      double low = unit.stream().mapToDouble(p -> p.ops().low()).max().orElse(0);
      double high = unit.stream().mapToDouble(p -> p.ops().high()).max().orElse(0);
      sum = sum.plus(new Range(low, high));
    }
    return peaks.isEmpty()
        ? new Quantity(null, "no peak rate is known")
        : new Quantity(
            number(sum.times(1.0 / among), Dimension.RATE), "the greatest of any format");
  }

  private static Quantity market(Item item) {
    return item.segment() == null
        ? new Quantity(null, "not told for whom it is designed or marketed")
        : new Quantity(
            new Value.Words(item.segment().name().toLowerCase(Locale.ROOT)),
            "for whom it is designed or marketed, a judgement");
  }

  private static Quantity speed(@Nullable Range speed, String how, int among) {
    return speed == null
        ? new Quantity(null, "not known")
        : new Quantity(number(speed.times(1.0 / among), Dimension.BANDWIDTH), how);
  }

  private static Quantity flag(@Nullable Boolean flag, String how) {
    return flag == null ? new Quantity(null, "not known") : new Quantity(Value.Said.of(flag), how);
  }

  private static Quantity transistors(Item item, int among) {
    double sum = 0;
    for (Item.Die die : item.dies()) {
      if (die.transistors() == null) {
        return new Quantity(null, "not told of all dies");
      }
      sum += die.transistors() * die.count();
    }
    return item.dies().isEmpty()
        ? new Quantity(null, "nothing is known of its dies")
        : new Quantity(Value.Number.of(sum / among), "of all logic dies; memory stacks left out");
  }

  private static Quantity node(Item item) {
    return item.dies().stream()
        .map(Item.Die::node)
        .filter(Objects::nonNull)
        .min(Double::compare)
        .map(least -> new Quantity(Value.Number.of(least, Dimension.LENGTH), "of its finest die"))
        .orElse(new Quantity(null, "the process is not told"));
  }

  private static Quantity planar(Item item) {
    if (item.dies().isEmpty()) {
      return new Quantity(null, "nothing is known of its dies");
    }
    Truth all = Truth.YES;
    for (Item.Die die : item.dies()) {
      all = all.and(die.planar() == null ? Truth.UNKNOWN : die.planar() ? Truth.YES : Truth.NO);
    }
    String why = String.join("; ", distinct(item.dies(), Item.Die::why));
    return all == Truth.UNKNOWN
        ? new Quantity(null, why)
        : new Quantity(Value.Said.of(all == Truth.YES), why);
  }

  private static List<String> distinct(List<Item.Die> dies, Function<Item.Die, String> of) {
    return dies.stream().map(of).distinct().toList();
  }

  private static Value.Number number(Range range, Dimension dimension) {
    return new Value.Number(range.low(), range.high(), dimension);
  }
}
