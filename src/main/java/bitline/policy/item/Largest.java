package bitline.policy.item;

import bitline.catalogue.Segment;
import bitline.money.Die;
import bitline.policy.Classification;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.policy.Rules;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The largest digital chip that stays below a class, by asking the rules themselves ([Ladder]) of
/// chips that differ only in their rate.
///
/// @param rules that are asked
/// @param on the date
/// @param segment for whom it would be marketed
/// @param node of its process
/// @param planar whether its transistors are planar; null: not known
public record Largest(
    Rules rules, LocalDate on, Segment segment, double node, @Nullable Boolean planar) {
  /// TPP between which is searched.
  private static final double LEAST = 100;

  private static final double MOST = 200_000;

  /// Points at which a free chip is looked for, from the top.
  private static final int COARSE = 40;

  /// Classes by TPP of a chip of so many square metres of logic, all of it on dies that one
  /// exposure covers.
  public Ladder byPerformance(double area) {
    return Ladder.of(LEAST, MOST, tpp -> classified(made(tpp, area)));
  }

  /// The TPP at which a chip of this area is no longer free of every control; 0: none is.
  public double free(double area) {
    double below = 0;
    double above = MOST;
    double step = StrictMath.log(MOST / LEAST) / COARSE;
    for (int i = COARSE; i >= 0; i--) {
      double tpp = LEAST * StrictMath.exp(i * step);
      if (classified(made(tpp, area)).controlled() == Truth.NO) {
        below = tpp;
        break;
      }
      above = tpp;
    }
    while (below > 0 && above - below > 1e-13 * above) {
      double middle = below + (above - below) / 2;
      if (classified(made(middle, area)).controlled() == Truth.NO) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below == 0 ? 0 : above;
  }

  /// Where the last class of a ladder ends in which nothing controls.
  public static double free(Ladder ladder) {
    double out = 0;
    for (Ladder.Rung rung : ladder.rungs()) {
      if (rung.classification().controlled() == Truth.NO) {
        out = rung.to();
      }
    }
    return out;
  }

  /// Classes by size of an item that grows as a whole, its rate as its area; the quantity is the
  /// factor.
  public Ladder bySize(Item item, double from, double to) {
    return Ladder.of(from, to, factor -> classified(scaled(item, factor)));
  }

  /// [#free] at several areas: what more area, used or not, allows.
  public List<Point> byArea(double from, double to, int points) {
    List<Point> out = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double area = from * StrictMath.pow(to / from, i / (points - 1.0));
      out.add(new Point(area, free(area)));
    }
    return out;
  }

  /// Square metres, and the TPP at which control begins.
  public record Point(double area, double tpp) {}

  private Classification classified(Item item) {
    return Judged.of(Counting.of(item).getFirst(), rules, on).classification();
  }

  private Item made(double tpp, double area) {
    int dies = (int) Math.ceil(area / Die.RETICLE);
    return new Item(
        "design",
        "a chip that is looked for",
        segment,
        Computing.DIGITAL,
        List.of(new Peak("", "8 bits", 8, Range.of(tpp * 1e12 / 8), Basis.CLAIMED, "a search")),
        List.of(
            new Item.Die("", node, planar, "as asked", Range.of(area / dies), true, null, dies)),
        1,
        null,
        false,
        Range.of(0),
        null,
        null,
        List.of());
  }

  /// An item whose rates and areas are so many times as large.
  public static Item scaled(Item item, double factor) {
    List<Peak> peaks = new ArrayList<>();
    for (Peak p : item.peaks()) {
      peaks.add(
          new Peak(p.unit(), p.format(), p.bits(), p.ops().times(factor), p.basis(), p.from()));
    }
    List<Item.Die> dies = new ArrayList<>();
    for (Item.Die d : item.dies()) {
      Range area = d.area();
      dies.add(
          new Item.Die(
              d.process(),
              d.node(),
              d.planar(),
              d.why(),
              area == null ? null : area.times(factor),
              d.oneExposure(),
              d.transistors(),
              d.count()));
    }
    return item.with(peaks, dies);
  }
}
