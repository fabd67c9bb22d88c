package bitline.evaluate;

import bitline.graph.Graph;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.sim.manufacture.Conditions;
import bitline.task.Score;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for the fewest ADC bits of each layer that keep a network's score at or above a floor.
///
/// Greedy: bits are taken away one by one, first where that adds least error energy to the
/// network's outputs for each conversion that is made cheaper, with the layer alone and all others
/// ideal. How many of these steps the network bears is found by bisection on its score; from there
/// on each layer goes on alone until the score would fall below the floor. The result was run and
/// holds the floor on these inputs; that no better choice exists is not claimed.
public final class FewestBits {
  private final Graph reference;
  private final List<Program> byBits;
  private final Conditions conditions;
  private final ChipRuns runs;
  private final ChipRuns few;
  private final Program lossless;
  private final Map<Long, Double> errors = new HashMap<>();
  private final List<Map<String, Tensor>> exact;
  private int tried;

  /// @param byBits the program with converters of 1, 2, … bits; the last are the chip's own
  /// @param runs judges choices
  /// @param few judges the noise of layers
  public FewestBits(
      Graph reference, List<Program> byBits, Conditions conditions, ChipRuns runs, ChipRuns few) {
    this.reference = reference;
    this.byBits = List.copyOf(byBits);
    this.conditions = conditions;
    this.runs = runs;
    this.few = few;
    Program own = byBits.getLast();
    this.lossless = own.with(own.layers().stream().map(l -> l.with(null)).toList());
    few.plan(0);
    this.exact = few.onChip(ChipSample.ideal(lossless), few.inputs()).outputs();
  }

  /// What was found.
  ///
  /// @param bits of each layer, in the program's order
  /// @param score with these bits
  /// @param start the score with the chip's own bits everywhere
  /// @param tried chips that were run on all inputs
  public record Found(List<Integer> bits, Score score, Score start, int tried) {}

  /// Searches; where even the chip's own bits miss the floor they are the result.
  public Found search(double floor) {
    runs.plan(0);
    ChipRuns.Answered inFloat = runs.inFloat(reference, 0);
    int layers = lossless.layers().size();
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      bits.add(byBits.size());
    }
    Score start = score(bits, inFloat);
    if (start.value() < floor) {
      return new Found(bits, start, start, tried);
    }
    List<Integer> order = order();
    int good = 0;
    int bad = order.size() + 1;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      if (score(after(order, middle), inFloat).value() >= floor) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    bits = after(order, good);
    boolean[] frozen = new boolean[layers];
    for (int step : order.subList(good, order.size())) {
      if (frozen[step]) {
        continue;
      }
      List<Integer> fewer = new ArrayList<>(bits);
      fewer.set(step, bits.get(step) - 1);
      if (score(fewer, inFloat).value() >= floor) {
        bits = fewer;
      } else {
        frozen[step] = true;
      }
    }
    return new Found(bits, score(bits, inFloat), start, tried);
  }

  /// Layers in the order in which bits are taken from them, down to one bit each.
  private List<Integer> order() {
    int layers = lossless.layers().size();
    int[] bits = new int[layers];
    Arrays.fill(bits, byBits.size());
    List<Integer> order = new ArrayList<>();
    for (int n = 0; n < layers * (byBits.size() - 1); n++) {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < layers; i++) {
        if (bits[i] > 1) {
          double added = Math.max(0, error(i, bits[i] - 1) - error(i, bits[i]));
          double price = added / Math.max(1, byBits.getLast().layers().get(i).conversions());
          if (best < 0 || price < least) {
            best = i;
            least = price;
          }
        }
      }
      bits[best]--;
      order.add(best);
    }
    return order;
  }

  private List<Integer> after(List<Integer> order, int steps) {
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < lossless.layers().size(); i++) {
      bits.add(byBits.size());
    }
    order.subList(0, steps).forEach(layer -> bits.set(layer, bits.get(layer) - 1));
    return bits;
  }

  /// Error energy at the outputs when one layer has so many bits and all others are ideal.
  private double error(int layer, int bits) {
    return errors.computeIfAbsent(
        (long) layer << 8 | bits,
        _ -> {
          List<ArrayLayer> alone = new ArrayList<>(lossless.layers());
          alone.set(layer, byBits.get(bits - 1).layers().get(layer));
          return ChipRuns.noise(
                  exact, few.onChip(ChipSample.ideal(lossless.with(alone)), few.inputs()).outputs())
              .error();
        });
  }

  private Score score(List<Integer> bits, ChipRuns.Answered inFloat) {
    tried++;
    List<ArrayLayer> chosen = new ArrayList<>();
    for (int i = 0; i < bits.size(); i++) {
      chosen.add(byBits.get(bits.get(i) - 1).layers().get(i));
    }
    ChipSample chip = new ChipSample(byBits.getLast().with(chosen), conditions);
    return runs.score(runs.onChip(chip, 0).answers(), inFloat.answers());
  }
}
