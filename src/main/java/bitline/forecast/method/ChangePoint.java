package bitline.forecast.method;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Growth at a rate that may have changed once or twice, nobody knows when: the Bayesian average
/// over lines without a break, with one, and with two.
///
/// Breaks are searched exhaustively on an even grid of 121 pieces of the time span, with at least
/// four observations and 15 % of the span in each piece (the trimming that Bai and Perron advise,
/// *Computation and analysis of multiple structural change models*, Journal of Applied Econometrics
/// 18, 1, 2003): a rate a year is not told by the machines of a spring. A line's evidence is that
/// of the Bayesian information criterion, RSS^(−G/2) · G^(−p/2) with p coefficients, where G counts
/// designs, not machines, since machines of a design are not independent. Break dates are as likely
/// everywhere on the grid, and each further break is half as likely as one fewer; so a date's own
/// uncertainty is paid for by averaging. A rate that changed may change again: with k breaks in a
/// span of T years, whose squared changes of slope are v on average, the variance of a forecast h
/// years ahead grows by k/T·v·h³/3 (a Poisson process of breaks; Pesaran, Pettenuzzo and
/// Timmermann, *Forecasting time series subject to multiple structural breaks*, Review of Economic
/// Studies 73, 4, 2006, in its simplest form).
public record ChangePoint() implements Method {
  private static final int PIECES = 121;
  private static final int LEAST_POINTS = 4;
  private static final double LEAST_SPAN = 0.15;

  /// Lines that stand for the average: drawn from it at even steps of its probability.
  private static final int PARTS = 16;

  @Override
  public String name() {
    return "change-point";
  }

  @Override
  public String says() {
    return "growth had constant rates between at most two breaks, and may break again as often";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Average average = average(known);
    List<Hinges.Bent> parts = average.evenly(PARTS);
    double last = average.last;
    double span = last - average.first;
    return date -> {
      double ahead = Math.max(0, date - last);
      List<Student> said = new ArrayList<>();
      for (Hinges.Bent line : parts) {
        double changes = 0;
        for (int i = 2; i < line.coefficients().length; i++) {
          changes += line.coefficients()[i] * line.coefficients()[i];
        }
        said.add(line.next(date, changes / span * ahead * ahead * ahead / 3));
      }
      return Mixture.equal(said);
    };
  }

  /// What is known of breaks.
  ///
  /// @param probability of no break, one, two
  /// @param breaks of the most probable number of them, in order
  public record Found(List<Double> probability, List<Break> breaks) {
    /// Probability that there is any.
    public double any() {
      return 1 - probability.getFirst();
    }
  }

  /// A break.
  ///
  /// @param date decimal year, as likely earlier as later
  /// @param low one case of twenty lies before
  /// @param high one case of twenty lies after
  /// @param before slope before it, orders of magnitude a year, of the most probable line
  /// @param after slope after it
  public record Break(double date, double low, double high, double before, double after) {}

  /// Looks for breaks in a series.
  ///
  /// @throws Method.TooFew as [#fit] does
  public Found breaks(List<Observation> known) {
    return average(known).found();
  }

  private Average average(List<Observation> known) {
    Points points = Points.atLeast(8, 6, known, name());
    Hinges hinges = new Hinges(points);
    int designs = Points.byDesign(known).size();
    Average average = new Average(points.first(), points.last());
    double step = (points.last() - points.first()) / PIECES;
    double[] grid = new double[PIECES - 1];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = points.first() + (i + 1) * step;
    }
    average.add(hinges, designs, 0);
    List<double[]> one = new ArrayList<>();
    List<double[]> two = new ArrayList<>();
    for (int i = 0; i < grid.length; i++) {
      if (!enough(points, hinges, Double.NEGATIVE_INFINITY, grid[i])) {
        continue;
      }
      if (enough(points, hinges, grid[i], Double.POSITIVE_INFINITY)) {
        one.add(new double[] {grid[i]});
      }
      for (int j = i + 1; j < grid.length; j++) {
        if (enough(points, hinges, grid[i], grid[j])
            && enough(points, hinges, grid[j], Double.POSITIVE_INFINITY)) {
          two.add(new double[] {grid[i], grid[j]});
        }
      }
    }
    for (List<double[]> all : List.of(one, two)) {
      for (double[] breaks : all) {
        average.add(hinges, designs, StrictMath.log(all.size()), breaks);
      }
    }
    return average;
  }

  private static boolean enough(Points points, Hinges hinges, double from, double to) {
    int end = points.size() - hinges.countAfter(to);
    int begin = points.size() - hinges.countAfter(from);
    double span = Math.min(to, points.last()) - Math.max(from, points.first());
    return end - begin >= LEAST_POINTS
        && points.date()[begin] < points.date()[end - 1]
        && span >= LEAST_SPAN * (points.last() - points.first());
  }

  /// All lines with their evidence.
  private static final class Average {
    private final double first;
    private final double last;
    private final List<Hinges.Bent> lines = new ArrayList<>();
    private final List<Double> evidence = new ArrayList<>();

    Average(double first, double last) {
      this.first = first;
      this.last = last;
    }

    void add(Hinges hinges, int designs, double choices, double... breaks) {
      Hinges.Bent line = hinges.bent(breaks);
      if (line == null) {
        return;
      }
      double variance = Math.max(line.residual() / line.count(), Points.LEAST * Points.LEAST);
      lines.add(line);
      evidence.add(
          -0.5 * designs * StrictMath.log(variance)
              - 0.5 * line.coefficients().length * StrictMath.log(designs)
              - breaks.length * StrictMath.log(2)
              - choices);
    }

    /// Probabilities, which sum to 1.
    private double[] weights() {
      double greatest = Double.NEGATIVE_INFINITY;
      for (double e : evidence) {
        greatest = Math.max(greatest, e);
      }
      double[] weights = new double[lines.size()];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.exp(evidence.get(i) - greatest);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return weights;
    }

    /// So many lines of equal probability: those at the middles of even steps through the sum of
    /// probabilities, in order of breaks and dates.
    List<Hinges.Bent> evenly(int parts) {
      double[] weights = weights();
      List<Hinges.Bent> chosen = new ArrayList<>();
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i];
        while (chosen.size() < parts && (chosen.size() + 0.5) / parts <= sum) {
          chosen.add(lines.get(i));
        }
      }
      while (chosen.size() < parts) {
        chosen.add(lines.getLast());
      }
      return chosen;
    }

    Found found() {
      double[] weights = weights();
      double[] byNumber = new double[3];
      for (int i = 0; i < weights.length; i++) {
        byNumber[lines.get(i).breaks().length] += weights[i];
      }
      int number = 0;
      for (int k = 1; k < 3; k++) {
        number = byNumber[k] > byNumber[number] ? k : number;
      }
      Hinges.Bent best = lines.getFirst();
      double most = -1;
      for (int i = 0; i < weights.length; i++) {
        if (lines.get(i).breaks().length == number && weights[i] > most) {
          most = weights[i];
          best = lines.get(i);
        }
      }
      List<Break> breaks = new ArrayList<>();
      for (int b = 0; b < number; b++) {
        breaks.add(
            new Break(
                date(weights, number, b, 0.5 * byNumber[number]),
                date(weights, number, b, 0.05 * byNumber[number]),
                date(weights, number, b, 0.95 * byNumber[number]),
                best.slope(b),
                best.slope(b + 1)));
      }
      return new Found(List.of(byNumber[0], byNumber[1], byNumber[2]), breaks);
    }

    /// The date before which the b-th of so many breaks lies with this probability.
    private double date(double[] weights, int number, int b, double probability) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        if (lines.get(i).breaks().length == number) {
          order.add(i);
        }
      }
      order.sort(Comparator.comparingDouble(i -> lines.get(i).breaks()[b]));
      double sum = 0;
      for (int i : order) {
        sum += weights[i];
        if (sum >= probability) {
          return lines.get(i).breaks()[b];
        }
      }
      return lines.get(order.getLast()).breaks()[b];
    }
  }
}
