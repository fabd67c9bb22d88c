package bitline.sim;

import bitline.base.Keyed;
import bitline.program.ArrayLayer;
import bitline.program.Estimate;
import bitline.program.LayerActivity;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.program.Unrolling;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The activity of a program from a sample: the network runs on the pictures, and of each layer and
/// picture some vectors are counted, drawn at random without replacement, and scaled up. Where the
/// layer has converters, all bitline sums of those vectors are formed, so that codes are known
/// where a fast run forms none.
///
/// The error is that of the sample against these very pictures: for m of V vectors with variance s²
/// between them, V·s·√((1 − m/V)/m), pictures being independent draws; exact where all vectors are
/// taken. How far these pictures stand for others is not in it. NaN where a single vector was
/// drawn.
public final class SampledActivity {
  /// Pulses, digits and changes of one vector's row: fields that never overflow.
  private static final int[] SHIFTS = {0, 20, 44};

  private final Program program;
  private final Kernels kernels;
  private final int vectors;
  private final long seed;
  private final Map<String, Layer> layers = new LinkedHashMap<>();

  /// Layers whose cells hold another activation in each picture.
  private final Set<String> written = new HashSet<>();

  /// Of the other layers.
  private final Map<String, Counters> constant = new HashMap<>();

  /// What is known of a layer so far: Σ over pictures.
  private static final class Layer {
    private static final int COUNTS = 7;
    private final double[] totals = new double[COUNTS];
    private final double[] variances = new double[COUNTS];
    private double vectors;
    private double reads;
    private double conversions;

    /// @param of counts of each drawn vector
    /// @param all vectors that there are
    void add(double[][] of, int all) {
      int drawn = of.length;
      for (int c = 0; c < COUNTS; c++) {
        double mean = 0;
        for (double[] vector : of) {
          mean += vector[c] / drawn;
        }
        double squares = 0;
        for (double[] vector : of) {
          squares += (vector[c] - mean) * (vector[c] - mean);
        }
        totals[c] += mean * all;
        if (drawn < all) {
          double variance = squares / (drawn - 1);
          variances[c] += (double) all * all * variance / drawn * (1 - (double) drawn / all);
        }
      }
    }

    Estimate estimate(int count, double over) {
      return new Estimate(totals[count] / over, Math.sqrt(variances[count]) / over);
    }
  }

  private SampledActivity(Program program, Kernels kernels, int vectors, long seed) {
    this.program = program;
    this.kernels = kernels;
    this.vectors = vectors;
    this.seed = seed;
    for (ArrayLayer layer : program.layers()) {
      if (layer.written() != null) {
        written.add(layer.node());
      }
    }
  }

  /// @param simulator runs the program
  /// @param vectors of each layer and picture that are counted, at most
  /// @param seed draws them
  public static ProgramActivity of(
      Program program,
      Simulator simulator,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      int vectors,
      long seed) {
    SampledActivity sample = new SampledActivity(program, kernels, vectors, seed);
    for (int i = 0; i < pictures.size(); i++) {
      int picture = i;
      simulator.run(
          pictures.get(i),
          0,
          (node, out) -> {},
          (layer, x, zero, _) -> sample.count(layer, x, zero, picture));
    }
    return sample.activity(pictures.size());
  }

  private void count(ArrayLayer full, Tensor x, int zero, int picture) {
    ArrayLayer layer = full.sized(x.shape());
    if (layer == null) {
      throw new IllegalStateException(full.node() + " takes no " + x.shape());
    }
    Unrolling unrolling = layer.unrolling();
    Layer of = layers.computeIfAbsent(layer.node(), _ -> new Layer());
    of.vectors += (double) unrolling.vectors() * unrolling.groups();
    of.reads += layer.arrayReads();
    of.conversions += layer.conversions();
    List<Integer> drawn =
        Keyed.choose(
            Math.min(vectors, unrolling.vectors()),
            unrolling.vectors(),
            Keyed.bits(seed, layer.node(), picture),
            "vectors");
    double[][] counts = new double[drawn.size()][];
    int offset = LayerRun.offset(layer.coding(), x);
    int[] data = LayerRun.moved(x, offset);
    Counters counters =
        written.contains(full.node())
            ? Counters.of(full, kernels)
            : constant.computeIfAbsent(full.node(), _ -> Counters.of(full, kernels));
    for (int i = 0; i < counts.length; i++) {
      counts[i] = counters.vector(layer.unrolling(), data, zero + offset, drawn.get(i));
    }
    if (counts.length > 0) {
      of.add(counts, unrolling.vectors());
    }
  }

  /// What counts a layer's vectors.
  ///
  /// @param engine forms its bitline sums; null where no ADC takes them
  private record Counters(
      ArrayLayer layer,
      ArraySwitching switching,
      DigitCounts digits,
      @Nullable ArrayEngine engine) {
    static Counters of(ArrayLayer layer, Kernels kernels) {
      return new Counters(
          layer,
          new ArraySwitching(layer),
          new DigitCounts(layer.coding(), SHIFTS),
          layer.range() == null ? null : LayerRun.everySum(layer, kernels));
    }

    /// What one vector counts in all matrices: the five counts, codes, squares of codes.
    double[] vector(Unrolling unrolling, int[] data, int zero, int vector) {
      int rows = unrolling.rows();
      double[] counts = new double[Layer.COUNTS];
      int[] before = new int[rows];
      int[] now = new int[rows];
      CodeTotals codes = new CodeTotals(layer);
      for (int group = 0; group < unrolling.groups(); group++) {
        if (vector > 0) {
          Vectors.fetch(unrolling, group, data, zero, vector - 1, 1, before);
        }
        Vectors.fetch(unrolling, group, data, zero, vector, 1, now);
        for (int k = 0; k < rows; k++) {
          long sent = digits.of(now[k]) + digits.step(before[k], now[k]);
          switching.add(
              group * rows + k, sent & 0xfffff, sent >>> 20 & 0xffffff, sent >>> 44, counts);
        }
        if (engine != null) {
          engine.accumulate(group, now, 1, new double[unrolling.columns()], codes);
        }
      }
      counts[5] = codes.sum;
      counts[6] = codes.squares;
      return counts;
    }
  }

  /// Adds up codes.
  private static final class CodeTotals implements SumSink {
    private final Converter converter;
    private double sum;
    private double squares;

    CodeTotals(ArrayLayer layer) {
      converter = new Converter(layer);
    }

    @Override
    public void count(int[] sums, int count) {
      for (int i = 0; i < count; i++) {
        count(sums[i], 1);
      }
    }

    @Override
    public void count(int bitline, long times) {
      double code = converter.code(bitline);
      sum += times * code;
      squares += times * code * code;
    }
  }

  private ProgramActivity activity(int pictures) {
    Map<String, LayerActivity> known = new LinkedHashMap<>();
    for (ArrayLayer layer : program.layers()) {
      Layer of = layers.get(layer.node());
      if (of == null) {
        continue;
      }
      boolean converted = layer.range() != null;
      known.put(
          layer.node(),
          new LayerActivity(
              of.vectors / pictures,
              of.reads / pictures,
              of.conversions / pictures,
              ProgramActivity.cellsWritten(program, layer),
              of.estimate(0, pictures),
              of.estimate(1, pictures),
              of.estimate(2, pictures),
              of.estimate(3, pictures),
              of.estimate(4, pictures),
              converted ? of.estimate(5, of.conversions) : Estimate.exact(Double.NaN),
              converted ? of.totals[6] / of.conversions : Double.NaN));
    }
    return new ProgramActivity(ProgramActivity.Source.SAMPLE, known);
  }
}
