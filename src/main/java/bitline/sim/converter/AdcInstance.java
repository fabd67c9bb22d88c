package bitline.sim.converter;

import bitline.base.Normal;
import bitline.chip.Adc;
import bitline.chip.AdcErrors;
import bitline.program.AdcRange;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One manufactured analog-to-digital converter, set to a range: the thresholds T₁ ≤ T₂ ≤ … of its
/// codes, in LSB above the sum of code 0; ideal: T_q = q − ½. Immutable.
///
/// A sum is first multiplied by the column's gain and moved by its offset, then compared by the
/// circuit ([Edges] has the physics of each type); calibration then takes the straight line of
/// least squares, or its slope or offset, off the thresholds. Noise is not in the thresholds: it is
/// added to a sum before it is converted, see [#noise].
///
/// What is drawn depends on (seed, number) and the errors of the type, and on nothing else: the
/// same converter is met again by every layer, whatever its range.
public final class AdcInstance {
  /// Room for the draws of one converter in the index of a key.
  private static final int DRAWS = 17;

  /// Bounds of what is drawn, where the normal distribution would let a capacitor vanish or a curve
  /// turn around.
  private static final double LEAST_CAPACITOR = 0.01;

  private static final double LEAST_GAIN = 0.05;
  private static final double LARGEST_CURVATURE = 0.24;

  private final AdcRange range;
  private final double gain;
  private final double offset;
  private final double noise;

  /// In v = (sum − lo)/step + ½, see [Edges].
  private final double[] edges;

  private AdcInstance(AdcRange range, double gain, double offset, double noise, double[] edges) {
    this.range = range;
    this.gain = gain;
    this.offset = offset;
    this.noise = noise;
    this.edges = edges;
  }

  /// A converter without errors: [#code] is that of the range.
  public static AdcInstance ideal(AdcRange range) {
    return new AdcInstance(range, 1, 0, 0, Edges.ideal(range.codes()));
  }

  /// Converter `number` of the chip that `seed` makes.
  ///
  /// @param range what it is set to; a power of two codes, not necessarily the chip's own
  /// @param number from 0, as [Adc#converter] counts; below 2^46
  public static AdcInstance draw(Adc adc, AdcRange range, long seed, long number) {
    int codes = range.codes();
    if (Integer.bitCount(codes) != 1 || number < 0 || number >= 1L << 63 - DRAWS) {
      throw new IllegalArgumentException(codes + " codes, converter " + number);
    }
    AdcErrors errors = adc.errors();
    if (errors == null) {
      return ideal(range);
    }
    double zero = -range.lo() / range.step();
    double[] edges = circuit(adc.type(), errors, codes, zero, seed, number);
    double gain = Math.max(LEAST_GAIN, 1 + errors.gain() * drawn(seed, "adc gain", number, 0));
    double offset = errors.offset() * drawn(seed, "adc offset", number, 0);
    if (adc.type() == Adc.Type.SAR) {
      offset += or0(errors.comparatorOffset()) * drawn(seed, "adc comparator", number, 0);
    }
    if (gain != 1 || offset != 0) {
      for (int i = 0; i < edges.length; i++) {
        edges[i] = zero + 0.5 + (edges[i] - 0.5 - zero - offset) / gain;
      }
    }
    correct(edges, zero, errors);
    return new AdcInstance(range, gain, offset, errors.noise(), edges);
  }

  private static double[] circuit(
      Adc.Type type, AdcErrors errors, int codes, double zero, long seed, long number) {
    return switch (type) {
      case SAR -> {
        double mismatch = or0(errors.capacitorMismatch());
        int bits = Integer.numberOfTrailingZeros(codes);
        IntToDoubleFunction z = k -> drawn(seed, "adc capacitor", number, k);
        double[] capacitors = new double[bits];
        for (int i = 0; i < bits; i++) {
          capacitors[i] = capacitor(1 << i, mismatch, z.applyAsDouble(i));
        }
        Double loopGain = errors.loopGain();
        yield Edges.sar(
            capacitors,
            capacitor(1, mismatch, z.applyAsDouble(bits)),
            loopGain == null ? Double.POSITIVE_INFINITY : loopGain);
      }
      case FLASH -> {
        double sigma = or0(errors.comparatorOffset());
        yield Edges.flash(many(codes - 1, k -> sigma * drawn(seed, "adc comparator", number, k)));
      }
      case RAMP, CHARGE_DECREMENT, TIME_TO_DIGITAL -> {
        double sigma = or0(errors.stepMismatch());
        Integer sharing = errors.convertersPerRamp();
        long ramp = number / (sharing == null ? 1 : sharing);
        yield Edges.ramp(many(codes - 1, k -> sigma * drawn(seed, "adc step", ramp, k)));
      }
      case CCO -> {
        double spread = or0(errors.curvatureSpread());
        double curvature =
            or0(errors.curvature()) + spread * drawn(seed, "adc curvature", number, 0);
        yield Edges.oscillator(
            codes, zero, Math.clamp(curvature, -LARGEST_CURVATURE, LARGEST_CURVATURE));
      }
    };
  }

  private static double capacitor(int units, double mismatch, double z) {
    return Math.max(LEAST_CAPACITOR * units, units + mismatch * Math.sqrt(units) * z);
  }

  private static double[] many(int count, IntToDoubleFunction of) {
    double[] out = new double[count];
    Arrays.setAll(out, of);
    return out;
  }

  private static double drawn(long seed, String purpose, long number, int draw) {
    return Normal.drawn(seed, purpose, number << DRAWS | draw);
  }

  private static double or0(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  /// Takes the line of least squares off, as far as it is corrected.
  private static void correct(double[] edges, double zero, AdcErrors errors) {
    if (errors.corrected() == AdcErrors.Correction.NONE) {
      return;
    }
    int n = edges.length;
    double middle = (n + 1) / 2.0;
    double sum = 0;
    double product = 0;
    double square = 0;
    for (int q = 1; q <= n; q++) {
      sum += edges[q - 1];
      product += (q - middle) * edges[q - 1];
      square += (q - middle) * (q - middle);
    }
    // a converter that gives two codes only has no slope to measure
    double slope = product > 0 && square > 0 ? product / square : 1;
    double atZero = sum / n + slope * (zero + 0.5 - middle);
    double divisor = errors.gainCorrected() ? slope : 1;
    double back = errors.offsetCorrected() ? zero + 0.5 : atZero;
    for (int i = 0; i < n; i++) {
      edges[i] = back + (edges[i] - atZero) / divisor;
    }
  }

  /// What it is set to.
  public AdcRange range() {
    return range;
  }

  /// The gain that was drawn, before correction.
  public double gain() {
    return gain;
  }

  /// The offset that was drawn (a SAR's comparator included), in LSB, before correction.
  public double offset() {
    return offset;
  }

  /// Standard deviation of what each conversion adds to a sum, in the units of sums.
  public double noise() {
    return noise * range.step();
  }

  /// Threshold T_q in LSB, 1 ≤ q < codes: where code q begins.
  public double threshold(int q) {
    return edges[q - 1] - 0.5;
  }

  /// The sum from which on the code is q or greater, 1 ≤ q < codes.
  public double thresholdSum(int q) {
    return range.lo() + range.step() * threshold(q);
  }

  /// The code of a sum, which may be a fraction where cells are not ideal; exact.
  public int code(double sum) {
    double v = (sum - range.lo()) / range.step() + 0.5;
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= v) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The codes of all whole sums from `least` to `greatest`, exact.
  public char[] codes(int least, int greatest) {
    char[] codes = new char[greatest - least + 1];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (char) code(least + i);
    }
    return codes;
  }

  /// How even its codes are.
  public Linearity linearity() {
    return Linearity.of(edges);
  }

  /// Root mean square of (code − ideal, unrounded code) in LSB for sums spread evenly over the
  /// range, half a code beyond both ends; an ideal converter has 1/√12. Noise is added as if
  /// independent of it.
  public double rmsError() {
    int codes = range.codes();
    double sum = 0;
    double from = 0;
    for (int q = 0; q < codes; q++) {
      double to = q == codes - 1 ? codes : Math.clamp(edges[q], from, codes);
      // ∫ (v − ½ − q)² dv
      double a = from - 0.5 - q;
      double b = to - 0.5 - q;
      sum += (b - a) * (a * a + a * b + b * b) / 3;
      from = to;
    }
    return Math.sqrt(sum / codes + noise * noise);
  }

  /// Effective bits: those of an ideal converter over the same range with the same error.
  public double effectiveBits() {
    return StrictMath.log(range.codes() / (rmsError() * Math.sqrt(12))) / StrictMath.log(2);
  }
}
