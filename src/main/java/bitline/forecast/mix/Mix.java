package bitline.forecast.mix;

import bitline.base.Interval;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Sample;
import bitline.forecast.mix.Sway.Knob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the work of data centres costs when technologies other than the mainstream take over a part
/// of it: the whole cost is the sum of what each part costs, so work for a joule (or dollar) is
/// that of the mainstream over `1 − Σ share·(1 − 1/ratio)`.
///
/// All parameters are drawn at once; a draw keeps to its curves on all dates. In a draw in which a
/// branch is no better than the mainstream on a date, nobody uses it there. Branches whose ratio is
/// unknown contribute nothing, which [#joined] says.
///
/// The mainstream is not what one machine is but where all work is done: a distribution over
/// machines is moved as a whole. Leaves out that a rival may hasten or slow the mainstream, and
/// that cheaper work is asked for more.
public final class Mix {
  private static final int DRAWS = 1000;
  private static final int MAINSTREAM_POINTS = 41;
  private static final int SHIFT_POINTS = 25;
  private static final double NOTHING = 1e-9;
  private static final double MOST = 0.95;

  private final Branches branches;
  private final Aspect aspect;
  private final List<Drawn> drawn;

  private Mix(Branches branches, Aspect aspect, List<Drawn> drawn) {
    this.branches = branches;
    this.aspect = aspect;
    this.drawn = drawn;
  }

  /// A branch with its draws, standard deviations of the parameters of its curves among them.
  private record Drawn(
      Branch branch, Ratios ratios, double[] top, double[] middle, double[] rise, double[] pace) {
    static Drawn of(Branch branch, Branches all, Aspect aspect) {
      double[][] normals = new double[4][DRAWS];
      String[] names = {"ceiling", "midpoint", "rise", "pace"};
      for (int k = 0; k < names.length; k++) {
        for (int d = 0; d < DRAWS; d++) {
          normals[k][d] = Ratios.normal(branch.name() + " " + names[k], d);
        }
      }
      return new Drawn(
          branch,
          Ratios.of(branch, all, aspect, DRAWS),
          normals[0],
          normals[1],
          normals[2],
          normals[3]);
    }

    double share(double date, int d) {
      return branch.share().at(date, top[d], middle[d], rise[d]);
    }

    /// @param progress of the mainstream since the reference year, decimal logarithm
    double ratio(double progress, int d) {
      return ratio(ratios.draws()[d], branch.pace().at(pace[d]), progress);
    }

    static double ratio(double now, double pace, double progress) {
      return now * StrictMath.pow(10, (pace - 1) * progress);
    }
  }

  /// A mix of some branches.
  ///
  /// @param chosen such as `Branches.standard().select("cim")`
  public static Mix of(Branches chosen, Aspect aspect) {
    return new Mix(
        chosen,
        aspect,
        chosen.branches().stream().map(branch -> Drawn.of(branch, chosen, aspect)).toList());
  }

  /// The branches of which it is one.
  public Branches branches() {
    return branches;
  }

  /// What work is counted against.
  public Aspect aspect() {
    return aspect;
  }

  /// A method with this mix over it, for forecasts and back-tests. Its parameters are of today: a
  /// back-test of it tells that they change nothing in the past, not that they are right.
  public Method over(Method mainstream) {
    return new Method() {
      @Override
      public String name() {
        return mainstream.name()
            + "+"
            + String.join("+", branches.branches().stream().map(Branch::name).toList());
      }

      @Override
      public String says() {
        return mainstream.says() + "; other technologies take over a part of the work";
      }

      @Override
      public Fitted fit(List<Observation> known, double origin) {
        return Mix.this.over(mainstream.fit(known, origin));
      }
    };
  }

  /// What was learned of the mainstream, with this mix over it.
  public Method.Fitted over(Method.Fitted mainstream) {
    return date -> {
      double[] shifts = shifts(date, progress(mainstream, date));
      Arrays.sort(shifts);
      Predictive alone = mainstream.at(date);
      if (shifts[shifts.length - 1] < NOTHING) {
        return alone;
      }
      double[] sums = new double[MAINSTREAM_POINTS * SHIFT_POINTS];
      for (int m = 0; m < MAINSTREAM_POINTS; m++) {
        double quantile = alone.quantile((m + 0.5) / MAINSTREAM_POINTS);
        for (int s = 0; s < SHIFT_POINTS; s++) {
          int place = (int) ((s + 0.5) / SHIFT_POINTS * shifts.length);
          sums[m * SHIFT_POINTS + s] = quantile + shifts[place];
        }
      }
      return Sample.of(sums);
    };
  }

  private double progress(Method.Fitted mainstream, double date) {
    return mainstream.at(date).median() - mainstream.at(branches.reference()).median();
  }

  /// Decimal logarithm by which the mix is better than the mainstream alone, of each draw.
  private double[] shifts(double date, double progress) {
    double[] shifts = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      List<Part> parts = new ArrayList<>();
      for (Drawn each : drawn) {
        if (each.ratios.known()) {
          parts.add(new Part(each.share(date, d), each.ratio(progress, d)));
        }
      }
      shifts[d] = shift(parts);
    }
    return shifts;
  }

  private record Part(double share, double ratio) {}

  private static double shift(List<Part> parts) {
    double used = 0;
    double saved = 0;
    for (Part part : parts) {
      if (part.ratio > 1) {
        used += part.share;
        saved += part.share * (1 - 1 / part.ratio);
      }
    }
    double fits = used > MOST ? MOST / used : 1;
    return -StrictMath.log10(1 - fits * saved);
  }

  /// A middle with the bounds of four cases of five.
  public record Band(double low, double middle, double high) {
    private static Band of(double[] draws) {
      double[] sorted = draws.clone();
      Arrays.sort(sorted);
      int n = sorted.length;
      return new Band(sorted[n / 10], sorted[n / 2], sorted[n - 1 - n / 10]);
    }
  }

  /// A branch on a date.
  ///
  /// @param share of the work that it would do where it is better
  /// @param ratio what it does for a joule or dollar over what the mainstream does; null: unknown
  /// @param better share of draws in which it is better than the mainstream, and so is used
  /// @param from where the ratio comes from, or why it is unknown
  public record Joined(
      Branch branch, Band share, @Nullable Band ratio, double better, String from) {}

  /// The branches on a date.
  public List<Joined> joined(Method.Fitted mainstream, double date) {
    double progress = progress(mainstream, date);
    List<Joined> out = new ArrayList<>();
    for (Drawn each : drawn) {
      double[] shares = new double[DRAWS];
      double[] ratios = new double[DRAWS];
      int better = 0;
      for (int d = 0; d < DRAWS; d++) {
        shares[d] = each.share(date, d);
        ratios[d] = each.ratios.known() ? each.ratio(progress, d) : 0;
        better += ratios[d] > 1 ? 1 : 0;
      }
      out.add(
          new Joined(
              each.branch,
              Band.of(shares),
              each.ratios.known() ? Band.of(ratios) : null,
              better / (double) DRAWS,
              each.ratios.from()));
    }
    return List.copyOf(out);
  }

  /// How many times better the mix is than the mainstream alone on a date.
  public Band gain(Method.Fitted mainstream, double date) {
    double[] shifts = shifts(date, progress(mainstream, date));
    return Band.of(Arrays.stream(shifts).map(s -> StrictMath.pow(10, s)).toArray());
  }

  /// What the gain on a date would be with one parameter at either bound and all others in the
  /// middle; that which moves it most first.
  public List<Sway> sways(Method.Fitted mainstream, double date) {
    double progress = progress(mainstream, date);
    List<Sway> out = new ArrayList<>();
    for (int b = 0; b < drawn.size(); b++) {
      if (drawn.get(b).ratios.known()) {
        for (Knob knob : Knob.values()) {
          out.add(
              new Sway(
                  drawn.get(b).branch.name(),
                  knob,
                  gain(b, knob, -1, date, progress),
                  gain(b, knob, 1, date, progress)));
        }
      }
    }
    out.sort(
        Comparator.comparingDouble((Sway s) -> -s.width())
            .thenComparing(Sway::branch)
            .thenComparing(Sway::knob));
    return List.copyOf(out);
  }

  private double gain(int moved, Knob knob, int side, double date, double progress) {
    List<Part> parts = new ArrayList<>();
    for (int b = 0; b < drawn.size(); b++) {
      Drawn each = drawn.get(b);
      if (!each.ratios.known()) {
        continue;
      }
      double[] at = new double[Knob.values().length];
      if (b == moved) {
        at[knob.ordinal()] = side * Interval.DEVIATIONS;
      }
      double[] sorted = each.ratios.draws().clone();
      Arrays.sort(sorted);
      double place = 0.5 + (b == moved && knob == Knob.RATIO ? 0.4 * side : 0);
      double now = sorted[(int) (place * (sorted.length - 1))];
      parts.add(
          new Part(
              each.branch
                  .share()
                  .at(
                      date,
                      at[Knob.CEILING.ordinal()],
                      at[Knob.MIDPOINT.ordinal()],
                      at[Knob.RISE.ordinal()]),
              Drawn.ratio(now, each.branch.pace().at(at[Knob.PACE.ordinal()]), progress)));
    }
    return StrictMath.pow(10, shift(parts));
  }
}
