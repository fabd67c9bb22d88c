package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Estimate;
import bitline.program.LayerActivity;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.program.Unrolling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The activity to expect of a program of which only statistics of its values are known: inputs of
/// a layer independent of each other, from place to place and from vector to vector, and of the
/// weights, whose digits are counted row by row. How often a row sees nothing but padding follows
/// from the geometry. Nothing runs.
///
/// What that leaves out: channels that differ, neighbours that are alike (toggles are overrated
/// where pictures are smooth), inputs that go with large weights. Bitline sums are taken as normal,
/// of the mean and variance that independent rows give.
public final class ExpectedActivity {
  /// Sums at which a bitline's distribution is looked at, at most.
  private static final int POINTS = 256;

  private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

  private final ArrayLayer layer;
  private final Coding coding;
  private final ValueStatistics.Values values;

  private ExpectedActivity(ArrayLayer layer, ValueStatistics.Values values) {
    this.layer = layer;
    this.coding = layer.coding();
    this.values = values;
  }

  public static ProgramActivity of(Program program, ValueStatistics statistics) {
    Map<String, LayerActivity> layers = new LinkedHashMap<>();
    for (ArrayLayer layer : program.layers()) {
      ValueStatistics.Values values =
          Objects.requireNonNull(statistics.layers().get(layer.node()), layer.node());
      layers.put(
          layer.node(),
          new ExpectedActivity(layer, values).layer(ProgramActivity.cellsWritten(program, layer)));
    }
    return new ProgramActivity(ProgramActivity.Source.STATISTICS, layers);
  }

  /// What an input is sent as, on average.
  ///
  /// @param pulses digits that are not zero
  /// @param digits their sum
  /// @param changes digits after the first that differ from the one before
  /// @param firsts share of each value of the first digit
  /// @param lasts the same of the last
  private record Sent(
      double pulses, double digits, double changes, double[] firsts, double[] lasts) {
    /// With another, of which there is the rest.
    Sent mixed(Sent other, double share) {
      return new Sent(
          share * pulses + (1 - share) * other.pulses,
          share * digits + (1 - share) * other.digits,
          share * changes + (1 - share) * other.changes,
          mixed(firsts, other.firsts, share),
          mixed(lasts, other.lasts, share));
    }

    private static double[] mixed(double[] a, double[] b, double share) {
      double[] mixed = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        mixed[i] = share * a[i] + (1 - share) * b[i];
      }
      return mixed;
    }

    /// How often the first digit differs from the last digit of the input before.
    double steps(int vectors) {
      double alike = 0;
      for (int d = 0; d < Math.min(firsts.length, lasts.length); d++) {
        alike += firsts[d] * lasts[d];
      }
      return 1 - firsts[0] + (vectors - 1) * (1 - alike);
    }
  }

  private Sent sent(double[] shares) {
    List<Digit> digits = coding.inputDigits();
    double pulses = 0;
    double sum = 0;
    double changes = 0;
    double[] firsts = new double[1 << digits.getFirst().bits()];
    double[] lasts = new double[1 << digits.getLast().bits()];
    for (int x = 0; x < shares.length; x++) {
      int before = digits.getFirst().of(x);
      firsts[before] += shares[x];
      for (Digit digit : digits) {
        int now = digit.of(x);
        pulses += now == 0 ? 0 : shares[x];
        sum += now * shares[x];
        changes += now == before ? 0 : shares[x];
        before = now;
      }
      lasts[before] += shares[x];
    }
    return new Sent(pulses, sum, changes, firsts, lasts);
  }

  private LayerActivity layer(double cellsWritten) {
    Unrolling unrolling = layer.unrolling();
    double[] counts = new double[5];
    double[] inside = inside(unrolling);
    double seen = 0;
    if (unrolling.vectors() > 0) {
      double[] padding = new double[values.inputs().length];
      padding[values.zero()] = 1;
      Sent in = sent(values.inputs());
      Sent out = sent(padding);
      ArraySwitching switching = new ArraySwitching(layer);
      double[] cells = written();
      int vectors = unrolling.vectors();
      for (int place = 0; place < inside.length; place++) {
        Sent mixed = in.mixed(out, inside[place]);
        seen += inside[place] / inside.length;
        double changes = vectors * mixed.changes + mixed.steps(vectors);
        for (int row = place; row < unrolling.groups() * unrolling.rows(); row += inside.length) {
          switching.add(row, vectors * mixed.pulses, vectors * mixed.digits, changes, counts);
          counts[3] += cells[0] * vectors * mixed.pulses;
          counts[4] += cells[1] * vectors * mixed.digits;
        }
      }
    }
    double[] codes = codes(seen);
    return new LayerActivity(
        (double) unrolling.vectors() * unrolling.groups(),
        layer.arrayReads(),
        layer.conversions(),
        cellsWritten,
        unsure(counts[0]),
        unsure(counts[1]),
        unsure(counts[2]),
        unsure(counts[3]),
        unsure(counts[4]),
        layer.range() == null ? NONE : unsure(codes[0]),
        codes[1]);
  }

  private static Estimate unsure(double value) {
    return new Estimate(value, Double.NaN);
  }

  /// Where cells take an activation: cells of a row whose digit is not zero, and the sum of their
  /// digits.
  private double[] written() {
    double[] cells = new double[2];
    double[] shares = values.written();
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        int cell = Math.abs(coding.cell(i - shares.length / 2, j));
        cells[0] += cell == 0 ? 0 : shares[i];
        cells[1] += cell * shares[i];
      }
    }
    cells[0] *= layer.unrolling().columns();
    cells[1] *= layer.unrolling().columns();
    return cells;
  }

  /// For each kernel place: share of the vectors in which it sees the picture.
  private static double[] inside(Unrolling unrolling) {
    if (!(unrolling instanceof Unrolling.Convolution c)) {
      return new double[] {1};
    }
    double[] inside = {1};
    for (Axis axis : Axis.of(c.geometry())) {
      double[] next = new double[inside.length * axis.kernel()];
      for (int i = 0; i < next.length; i++) {
        int k = i % axis.kernel();
        double seen = (double) (axis.end(k) - axis.first(k)) / Math.max(1, axis.output());
        next[i] = inside[i / axis.kernel()] * seen;
      }
      inside = next;
    }
    return inside;
  }

  /// Mean of the codes and of their squares.
  ///
  /// @param seen share of a vector's inputs that lie inside the picture
  private double[] codes(double seen) {
    AdcRange range = layer.range();
    if (range == null) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] weights = weights();
    Map<Integer, Integer> sizes = new TreeMap<>();
    layer.rowGroups().forEach(group -> sizes.merge(group.rows(), 1, Integer::sum));
    double mean = 0;
    double square = 0;
    for (Digit input : coding.inputDigits()) {
      double[] x = new double[2];
      for (int i = 0; i < values.inputs().length; i++) {
        add(input.of(i), seen * values.inputs()[i], x);
      }
      add(input.of(values.zero()), 1 - seen, x);
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        double[] w = new double[2];
        for (int i = 0; i < weights.length; i++) {
          add(coding.cell(i - weights.length / 2, j), weights[i], w);
        }
        double one = x[0] * w[0];
        double spread = x[1] * w[1] - one * one;
        for (Map.Entry<Integer, Integer> group : sizes.entrySet()) {
          double[] code = code(range, group.getKey(), one, spread);
          double share = (double) group.getValue() / layer.rowGroups().size();
          mean += share * code[0];
          square += share * code[1];
        }
      }
    }
    double kinds = (double) coding.inputDigits().size() * coding.weightDigits().size();
    return new double[] {mean / kinds, square / kinds};
  }

  private static void add(double value, double share, double[] moments) {
    moments[0] += share * value;
    moments[1] += share * value * value;
  }

  /// Share of each value in the cells, from the least on.
  private double[] weights() {
    if (layer.written() != null) {
      return values.written();
    }
    int half = 1 << (coding.weightBits() - 1);
    long[] times = new long[2 * half];
    for (int weight : layer.weights()) {
      times[weight + half]++;
    }
    double[] shares = new double[times.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (double) times[i] / Math.max(1, layer.weights().length);
    }
    return shares;
  }

  /// Mean code of a bitline of so many rows, and mean square.
  ///
  /// @param one mean product of a row
  /// @param spread its variance
  private double[] code(AdcRange range, int rows, double one, double spread) {
    double mean = rows * one;
    double sigma = Math.sqrt(Math.max(0, rows * spread));
    long from = Math.max(coding.leastSum(rows), (long) Math.floor(mean - 6 * sigma));
    long to = Math.min(coding.greatestSum(rows), (long) Math.ceil(mean + 6 * sigma));
    long apart = Math.max(1, (to - from) / POINTS);
    double total = 0;
    double codes = 0;
    double squares = 0;
    for (long sum = from; sum <= to; sum += apart) {
      double z = sigma == 0 ? 0 : (sum - mean) / sigma;
      double share = StrictMath.exp(-z * z / 2);
      double code = range.code((int) sum);
      total += share;
      codes += share * code;
      squares += share * code * code;
    }
    return new double[] {codes / total, squares / total};
  }
}
