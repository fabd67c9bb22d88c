package bitline.forecast.mix;

import bitline.base.Interval;
import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.forecast.Calendar;
import bitline.forecast.Trend;
import bitline.forecast.mix.Simulations.Correction;
import bitline.forecast.mix.Simulations.Simulated;
import bitline.forecast.mix.Simulations.Whole;
import bitline.money.price.Prices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Draws of how much more a branch does for a joule or a dollar than the mainstream of the
/// reference year, and where they come from.
///
/// A price goes with the area of logic in one part and stays in the other: with a share s of the
/// price and work for a dollar of silicon ρ times the mainstream's, the whole is 1/(s/ρ + 1 − s)
/// times as good. Wafers of either process cost what `prices/` says. Ownership is joules in one
/// part and price in the other.
///
/// Left out: what the mainstream's own trend line is uncertain about, and that products of other
/// shapes fill arrays less than fully, as they do in the mainstream too.
///
/// @param draws of the ratio; empty: nobody can tell
/// @param from in words
record Ratios(double[] draws, String from) {
  private static final long SEED = 1;
  private static final int BITS = 8;

  static Ratios of(Branch branch, Branches all, Aspect aspect, int draws) {
    return switch (branch.advantage()) {
      case Advantage.Unknown unknown -> new Ratios(new double[0], unknown.why());
      case Advantage.Given given -> given(branch, given, all.system(), aspect, draws);
      case Advantage.Catalogued catalogued -> catalogued(branch, catalogued, aspect, draws);
      case Advantage.Simulated simulated -> simulated(branch, simulated, all, aspect, draws);
    };
  }

  private static Ratios given(
      Branch branch, Advantage.Given given, SystemNeeds system, Aspect aspect, int draws) {
    double[] out = new double[draws];
    for (int d = 0; d < draws; d++) {
      double joule = given.perJoule().atRatio(normal(branch.name() + " per joule", d));
      double price = given.perDollar().atRatio(normal(branch.name() + " per dollar", d));
      out[d] = whole(aspect, joule, price, system, d);
    }
    return new Ratios(out, "stated in technologies/branches.yaml with its reason");
  }

  private static Ratios catalogued(
      Branch branch, Advantage.Catalogued catalogued, Aspect aspect, int draws) {
    List<String> names = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (Accelerator a : Catalogue.all()) {
      @Nullable Double ratio = catalogued.technologies().contains(a.technology()) ? ratio(a) : null;
      if (ratio != null) {
        names.add(a.name() + String.format(Locale.ROOT, " (%.2g)", ratio));
        ratios.add(ratio);
      }
    }
    if (ratios.isEmpty() || aspect != Aspect.PER_JOULE) {
      return new Ratios(
          new double[0],
          ratios.isEmpty()
              ? "the catalogue has no machine of the kind with a dense peak and its power"
              : "nobody tells what such machines cost");
    }
    double[] out = new double[draws];
    for (int d = 0; d < draws; d++) {
      double off = normal(branch.name() + " others", d) / Interval.DEVIATIONS;
      out[d] = pick(ratios, branch, d) * StrictMath.pow(catalogued.beyond(), off);
    }
    return new Ratios(
        out,
        "operations a joule over those of the mainstream of their date, of the catalogue's "
            + String.join(", ", names));
  }

  /// Against the mainstream in as many bits on its date; null where rate or power is not told.
  private static @Nullable Double ratio(Accelerator a) {
    Double power = a.power();
    for (int bits : new int[] {BITS, 16}) {
      Double ops = Mainstream.fastest(a, bits);
      if (ops != null && power != null && power > 0) {
        Trend trend = Mainstream.perJoule(bits);
        double date = Calendar.year(a.released());
        return ops / power / StrictMath.pow(10, trend.at(date));
      }
    }
    return null;
  }

  private static Ratios simulated(
      Branch branch, Advantage.Simulated simulated, Branches all, Aspect aspect, int draws) {
    List<Simulated> chips = Simulations.of(simulated.circuit(), simulated.node());
    if (chips.isEmpty()) {
      throw new Problem(branch.name() + ": no described chip of the kind; add one to chips/");
    }
    List<Whole> whole = Simulations.whole();
    Correction correction = Correction.of(whole);
    SystemNeeds system = all.system();
    double joules = StrictMath.pow(10, Mainstream.perJoule(BITS).at(all.reference()));
    double areas = StrictMath.pow(10, Mainstream.perArea(BITS).at(all.reference()));
    int year = (int) all.reference();
    double cheaper = wafer(system.process(), year) / wafer(simulated.node(), year);
    double[] out = new double[draws];
    for (int d = 0; d < draws; d++) {
      Simulated chip = pick(chips, branch, d);
      double perJoule =
          drawn(chip.perJoule(), normal(branch.name() + " joules", d))
              * correction.at(uniform("whole chips", d))
              * bounded(system.board(), "board", d);
      double perArea =
          drawn(chip.perArea(), normal(branch.name() + " area", d))
              * bounded(system.arrays(), "arrays", d);
      double silicon = perArea / areas * cheaper;
      double share = bounded(system.silicon(), "silicon", d);
      double price = 1 / (share / silicon + 1 - share);
      out[d] = whole(aspect, perJoule / joules, price, system, d);
    }
    return new Ratios(
        out,
        String.format(
            Locale.ROOT,
            "%d described chips drawn at %.0f nm, products of 8 × 8 bits (%s), times %.2f for what"
                + " whole published chips do against their models (%s), over the catalogue's"
                + " mainstream of %d in 8 bits: %.1f TOPS/W, %.1f TOPS/mm²",
            chips.size(),
            simulated.node() * 1e9,
            String.join(", ", chips.stream().map(Ratios::words).toList()),
            StrictMath.exp(correction.middle()),
            String.join(", ", whole.stream().map(Ratios::words).toList()),
            year,
            joules / 1e12,
            areas * 1e-6 / 1e12));
  }

  private static String words(Simulated chip) {
    return String.format(
        Locale.ROOT, "%s %.3g TOPS/W", chip.chip(), chip.perJoule().middle() / 1e12);
  }

  private static String words(Whole whole) {
    return String.format(Locale.ROOT, "%s %.2g", whole.chip(), whole.ratio());
  }

  private static double wafer(double node, int year) {
    return Prices.standard().process(node, year).wafer().middle();
  }

  private static double whole(
      Aspect aspect, double perJoule, double perPrice, SystemNeeds system, int d) {
    return switch (aspect) {
      case PER_JOULE -> perJoule;
      case PER_PRICE -> perPrice;
      case PER_OWNERSHIP -> {
        double energy = bounded(system.energy(), "energy", d);
        yield 1 / (energy / perJoule + (1 - energy) / perPrice);
      }
    };
  }

  /// A share that no draw takes above 1.
  private static double bounded(Stated share, String name, int d) {
    return Math.min(1, share.atRatio(normal("system " + name, d)));
  }

  private static double drawn(Interval value, double deviations) {
    double end = deviations < 0 ? value.low() : value.high();
    return value.middle()
        * StrictMath.pow(end / value.middle(), Math.abs(deviations) / Interval.DEVIATIONS);
  }

  private static <T> T pick(List<T> of, Branch branch, int d) {
    return of.get((int) (uniform(branch.name() + " which", d) * of.size()));
  }

  private static double uniform(String purpose, int d) {
    return Keyed.uniform(Keyed.bits(SEED, purpose, d), 0);
  }

  static double normal(String purpose, int d) {
    return Normal.drawn(SEED, purpose, d);
  }

  boolean known() {
    return draws.length > 0;
  }

  /// The draw in the middle; of an unknown ratio not-a-number.
  double median() {
    if (!known()) {
      return Double.NaN;
    }
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
