package bitline.catalogue;

import bitline.base.Units;
import bitline.catalogue.Finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks for figures that cannot be true together. It knows nothing of single products: every rule
/// is a law or a bound that the field keeps, and whatever breaks it must be explained or mended.
///
/// It cannot find an error that is consistent: a peak that is wrong by the same factor in all
/// formats, or a date that is a year off.
public final class Checks {
  /// Figures that differ by less are equal: data sheets round to three or four digits.
  private static final double ROUNDED = 0.005;

  /// Peaks are given with clocks of two or three digits.
  private static final double CLOCK_ROUNDED = 0.035;

  /// Bytes a second that a year's best machine has from memory beside its dies: 1 TB/s in 2016,
  /// growing by 38 % a year since. The fastest that are known reach two thirds to nine tenths of it
  /// (P100 in 2016, MI300A in 2023, Rubin in 2026).
  private static final double FASTEST_2016 = 1e12;

  private static final double FASTER_EACH_YEAR = 1.38;

  /// Seconds in which memory beside the dies can be read as a whole: none is faster than 1/150 s.
  private static final double READ_WHOLE = 150;

  /// Two generations of one kind of memory, on the same dies, are less than this apart.
  private static final double ANOTHER_KIND = 1.8;

  private static final double LEAST_BESIDE = 512e6;

  /// Millions of transistors on a square millimetre that the densest known chip of a process has,
  /// and a tenth more.
  private static final double[][] DENSEST = {
    {28e-9, 15},
    {20e-9, 22},
    {12e-9, 41},
    {10e-9, 55},
    {8e-9, 50},
    {6e-9, 78},
    {4e-9, 142},
    {0, 230}
  };

  private static final double MOST_WATTS = 1.3e6;
  private static final double FEWEST_WATTS = 0.01e6;

  /// 8-bit operations a joule of a digital machine; the best digital compute-in-memory macros have
  /// some hundred, chips with memory and network 15 to 40.
  private static final double BEST_EFFICIENCY = 60e12;

  private Checks() {}

  /// What is wrong in our own catalogue or in a file of its kind, save what remarks explain.
  public static List<Finding> of(List<Accelerator> accelerators) {
    List<Finding> out = new ArrayList<>();
    List<Figures> all = accelerators.stream().map(Figures::of).toList();
    for (int i = 0; i < all.size(); i++) {
      Accelerator accelerator = accelerators.get(i);
      for (Finding finding : one(all.get(i), all)) {
        if (!explained(accelerator, finding.rule())) {
          out.add(finding);
        }
      }
    }
    return out;
  }

  /// Whether a remark begins with the rule's words.
  static boolean explained(Accelerator accelerator, Rule rule) {
    return accelerator.remarks().stream().anyMatch(r -> r.startsWith(rule.words() + ":"));
  }

  /// What is wrong with one of a list.
  static List<Finding> one(Figures f, List<Figures> among) {
    List<Finding> out = new ArrayList<>();
    memory(f, among, out);
    formats(f, out);
    sparse(f, among, out);
    units(f, among, out);
    performance(f, out);
    density(f, among, out);
    power(f, out);
    if (f.price() != null && f.year() == null) {
      add(out, f, Rule.DATES, Units.format(f.price(), "USD") + " without a date");
    }
    return out;
  }

  private static void memory(Figures f, List<Figures> among, List<Finding> out) {
    Double bandwidth = f.bandwidth();
    Double size = f.memory();
    if (size != null && size.equals(f.onChip())) {
      add(
          out,
          f,
          Rule.MEMORY_PLACE,
          "memory beside the dies is as large as that on them, " + bytes(size));
    } else if (size != null && bandwidth != null && size < LEAST_BESIDE && bandwidth > 1e11) {
      add(
          out,
          f,
          Rule.MEMORY_PLACE,
          bytes(size) + " at " + speed(bandwidth) + " is memory on the die, not beside it");
      return;
    }
    if (bandwidth == null) {
      return;
    }
    if (size != null && bandwidth / size > READ_WHOLE) {
      add(
          out,
          f,
          Rule.MEMORY_SPEED,
          speed(bandwidth)
              + " would read all "
              + bytes(size)
              + " in "
              + Units.format(size / bandwidth, "s", 2)
              + "; no memory beside dies does");
      return;
    }
    Double year = f.year();
    if (year != null) {
      double most = FASTEST_2016 * StrictMath.pow(FASTER_EACH_YEAR, Math.max(0, year - 2016));
      if (bandwidth > most) {
        add(
            out,
            f,
            Rule.MEMORY_SPEED,
            speed(bandwidth) + " is more than any memory beside dies had in " + year.intValue());
        return;
      }
    }
    for (Figures other : among) {
      Double theirs = other.bandwidth();
      boolean same =
          other != f
              && Objects.equals(size, other.memory())
              && f.logicArea() != null
              && f.logicArea().equals(other.logicArea())
              && f.vendor() != null
              && f.vendor().equals(other.vendor())
              && Objects.equals(f.memoryType(), other.memoryType());
      if (same && size != null && theirs != null && bandwidth > ANOTHER_KIND * theirs) {
        add(
            out,
            f,
            Rule.MEMORY_SPEED,
            speed(bandwidth)
                + " where "
                + other.name()
                + " with the same dies and "
                + bytes(size)
                + " has "
                + speed(theirs));
        return;
      }
    }
  }

  private static void formats(Figures f, List<Finding> out) {
    Map<Format, Double> dense = f.dense();
    equal(f, Format.INT8, Format.FP8, out);
    equal(f, Format.INT4, Format.FP4, out);
    Double fp16 = dense.get(Format.FP16);
    Double bf16 = dense.get(Format.BF16);
    if (fp16 != null && bf16 != null && !twoFold(fp16 / bf16, ROUNDED)) {
      add(out, f, Rule.FORMATS, rates(f, Format.FP16, Format.BF16) + " are no power of two apart");
    }
    Double half = fp16 == null ? bf16 : fp16;
    Format halfFormat = fp16 == null ? Format.BF16 : Format.FP16;
    ratio(f, Format.INT8, halfFormat, half, out);
    if (dense.get(Format.INT8) == null) {
      ratio(f, Format.FP8, halfFormat, half, out);
    }
    ratio(f, Format.INT4, Format.INT8, dense.get(Format.INT8), out);
    ratio(f, Format.FP4, Format.FP8, dense.get(Format.FP8), out);
  }

  private static void equal(Figures f, Format a, Format b, List<Finding> out) {
    Double x = f.dense().get(a);
    Double y = f.dense().get(b);
    if (x != null && y != null && Math.abs(x / y - 1) > ROUNDED) {
      add(out, f, Rule.FORMATS, rates(f, a, b) + " differ");
    }
  }

  private static void ratio(
      Figures f, Format narrow, Format wide, @Nullable Double wideRate, List<Finding> out) {
    Double rate = f.dense().get(narrow);
    if (rate == null || wideRate == null) {
      return;
    }
    double times = rate / wideRate;
    if (!twoFold(times, ROUNDED)) {
      add(
          out,
          f,
          Rule.FORMATS,
          rates(f, narrow, wide)
              + (twoFold(times, 0.03) ? ": one of them is rounded" : " are no power of two apart"));
    } else if (times > 3.9) {
      add(
          out,
          f,
          Rule.SPARSE,
          rates(f, narrow, wide)
              + ": four times as much may be a sparse peak given as a dense one");
    }
  }

  private static boolean twoFold(double times, double within) {
    double power = StrictMath.log(times) / StrictMath.log(2);
    return Math.abs(times / StrictMath.pow(2, Math.rint(power)) - 1) <= within;
  }

  private static void sparse(Figures f, List<Figures> among, List<Finding> out) {
    f.sparse()
        .forEach((format, sparse) -> {
          Double dense = f.dense().get(format);
          if (dense != null && Math.abs(sparse / dense / 2 - 1) > ROUNDED) {
            add(
                out,
                f,
                Rule.SPARSE,
                format.words()
                    + ": sparse "
                    + rate(sparse)
                    + " is not twice the dense "
                    + rate(dense));
          }
        });
    if (f.dense().isEmpty() || f.logicArea() == null) {
      return;
    }
    for (Figures other : among) {
      if (other == f || !sameDies(f, other)) {
        continue;
      }
      for (Map.Entry<Format, Double> theirs : other.sparse().entrySet()) {
        Double ours = f.dense().get(theirs.getKey());
        boolean alsoDense = f.sparse().containsKey(theirs.getKey());
        if (ours != null && !alsoDense && Math.abs(ours / theirs.getValue() - 1) < 0.1) {
          add(
              out,
              f,
              Rule.SPARSE,
              theirs.getKey().words()
                  + ": dense "
                  + rate(ours)
                  + " is the sparse peak of "
                  + other.name()
                  + ", which has the same dies");
          return;
        }
      }
    }
  }

  private static boolean sameDies(Figures a, Figures b) {
    return a.logicArea() != null
        && a.logicArea().equals(b.logicArea())
        && a.transistors() != null
        && a.transistors().equals(b.transistors());
  }

  /// Dense products of 8 bits that one unit makes in a cycle, or null.
  static @Nullable Double products(Figures f) {
    Accelerator.Engine engine = f.engine();
    if (engine == null) {
      return null;
    }
    for (Format format : List.of(Format.INT8, Format.FP8, Format.MXINT8)) {
      Double rate = f.dense().get(format);
      if (rate != null) {
        return rate / 2 / engine.units() / engine.clock();
      }
    }
    for (Format format : List.of(Format.FP16, Format.BF16)) {
      Double rate = f.dense().get(format);
      if (rate != null) {
        return rate / 2 / engine.units() / engine.clock();
      }
    }
    return null;
  }

  private static void units(Figures f, List<Figures> among, List<Finding> out) {
    Double products = products(f);
    Accelerator.Engine engine = f.engine();
    if (products == null || engine == null) {
      return;
    }
    String said =
        engine.units()
            + " units at "
            + Units.format(engine.clock(), "Hz")
            + " make "
            + Units.format(products, "1")
            + " products each a cycle";
    if (engine.rows() != null && engine.columns() != null) {
      double cells = (double) engine.rows() * engine.columns();
      double times = products / cells;
      if (!(twoFold(times, CLOCK_ROUNDED) && times > 0.9 && times < 4.2)) {
        add(out, f, Rule.UNITS_AND_CLOCK, said + ", an array has " + (long) cells + " cells");
      }
      return;
    }
    if (!twoFold(products, CLOCK_ROUNDED)) {
      add(out, f, Rule.UNITS_AND_CLOCK, said + ", which is no power of two");
      return;
    }
    for (Figures other : among) {
      Double theirs = products(other);
      if (other != f && sameDies(f, other) && theirs != null) {
        if (Math.abs(theirs / products - 2) < 0.15 || Math.abs(products / theirs - 2) < 0.15) {
          if (theirs > products || !fewer(other, among)) {
            add(
                out,
                f,
                Rule.UNITS_AND_CLOCK,
                said
                    + "; those of "
                    + other.name()
                    + ", which has the same dies, make "
                    + Units.format(theirs, "1"));
            return;
          }
        }
      }
    }
  }

  /// Whether some other with the same dies makes the products of `f` twice over; then `f`, not its
  /// fellows, is the odd one.
  private static boolean fewer(Figures f, List<Figures> among) {
    Double products = products(f);
    return products != null
        && among.stream()
            .filter(o -> o != f && sameDies(f, o))
            .map(Checks::products)
            .anyMatch(p -> p != null && p > 1.5 * products);
  }

  private static void performance(Figures f, List<Finding> out) {
    Double stated = f.performance();
    if (stated == null) {
      return;
    }
    double most = 0;
    Format which = Format.INT8;
    for (Map.Entry<Format, Double> each : f.dense().entrySet()) {
      int bits = each.getKey() == Format.TF32 ? 32 : each.getKey().bits();
      if (each.getKey() != Format.TF32 && each.getValue() * bits > most) {
        most = each.getValue() * bits;
        which = each.getKey();
      }
    }
    if (most > 0 && Math.abs(stated / most - 1) > ROUNDED) {
      add(
          out,
          f,
          Rule.PERFORMANCE,
          "total processing performance "
              + Math.round(stated / 1e12)
              + " is stated, "
              + Math.round(most / 1e12)
              + " follows from "
              + which.words()
              + " at "
              + rate(most / which.bits()));
    }
  }

  private static void density(Figures f, List<Figures> among, List<Finding> out) {
    Double area = f.logicArea();
    Double transistors = f.transistors();
    for (Figures other : area == null || transistors != null ? List.<Figures>of() : among) {
      // those who leave the number out have the same dies as those who give it
      boolean same = area != null && area.equals(other.logicArea());
      if (transistors == null && same && Objects.equals(f.vendor(), other.vendor())) {
        transistors = other.transistors();
      }
    }
    Double node = f.node();
    if (area == null || transistors == null || node == null || area == 0) {
      return;
    }
    double millions = transistors / area / 1e12;
    for (double[] each : DENSEST) {
      if (node >= each[0] * 0.999) {
        if (millions > each[1]) {
          add(
              out,
              f,
              Rule.TRANSISTOR_DENSITY,
              Units.format(millions, "1", 3)
                  + " M transistors on a mm2 is more than "
                  + Units.format(node, "m")
                  + " can hold ("
                  + Units.format(each[1], "1")
                  + "); the area may leave dies out");
        }
        return;
      }
    }
  }

  private static void power(Figures f, List<Finding> out) {
    Double power = f.power();
    Double area = f.logicArea();
    if (power != null && area != null && area > 0) {
      double each = power / area;
      if (each > MOST_WATTS || each < FEWEST_WATTS && !f.lowPower()) {
        add(
            out,
            f,
            Rule.POWER_DENSITY,
            Units.format(power, "W")
                + " on "
                + Units.format(area, "m2")
                + " is "
                + Units.format(each, "W/m2")
                + "; 10 mW/mm2 to 1.3 W/mm2 is usual");
      }
    }
    for (Format format : List.of(Format.INT8, Format.FP8, Format.MXINT8, Format.FP16)) {
      Double rate = f.dense().get(format);
      if (rate != null
          && power != null
          && power > 0
          && !f.lowPower()
          && rate / power > BEST_EFFICIENCY) {
        add(
            out,
            f,
            Rule.EFFICIENCY,
            format.words()
                + ": "
                + rate(rate)
                + " at "
                + Units.format(power, "W")
                + " is "
                + Units.format(rate / power, "op/J")
                + ", more than digital chips reach");
        return;
      }
    }
  }

  private static String rates(Figures f, Format a, Format b) {
    return a.words()
        + " "
        + rate(f.dense().get(a))
        + " and "
        + b.words()
        + " "
        + rate(f.dense().get(b));
  }

  private static String rate(@Nullable Double rate) {
    return rate == null ? "unknown" : Units.format(rate, "op/s", 5);
  }

  /// Decimal, as data sheets say it.
  private static String bytes(double size) {
    return Units.format(size, "B/s").replace("/s", "");
  }

  private static String speed(double bandwidth) {
    return Units.format(bandwidth, "B/s");
  }

  private static void add(List<Finding> out, Figures f, Rule rule, String what) {
    out.add(new Finding(f.name(), rule, what));
  }
}
