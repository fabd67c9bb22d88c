package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.MappedProducts;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdcCalibrationTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final RangeRule LEAST_ERROR = new RangeRule.LeastError();

  @Test
  void rangesReadTheSumsSeenNoWorseThanThoseThatCoverEverySum() {
    int[] better = new int[1];
    Cases.forAll(
        400,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, random.nextInt(1, 9));
          ArrayLayer layer = drawn.program().layers().getFirst();
          Program calibrated =
              AdcCalibration.calibrate(
                  drawn.program(), SCALAR, List.of(drawn.inputs()), LEAST_ERROR);
          if (layer.lossless()) {
            assertThat(calibrated).isSameAs(drawn.program());
            return;
          }
          boolean allSeen = layer.unrolling().vectors() < 96 && layer.unrolling().groups() <= 8;
          if (!allSeen) {
            return;
          }
          AdcRange before = Objects.requireNonNull(layer.range());
          AdcRange after = Objects.requireNonNull(calibrated.layers().getFirst().range());
          assertThat(after.codes()).isEqualTo(before.codes());
          Map<Integer, Long> sums = sums(layer, drawn.inputs(), drawn.program());
          double least = error(before, sums);
          assertThat(error(after, sums)).isLessThanOrEqualTo(least);
          better[0] += error(after, sums) < least ? 1 : 0;
        });
    assertThat(better[0]).isGreaterThan(100);
  }

  @Test
  void theOrderOfPicturesChangesNothing() {
    Cases.forAll(
        30,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, random.nextInt(1, 6));
          RangeRule rule =
              List.of(LEAST_ERROR, new RangeRule.Csnr(0.5), new RangeRule.Percentile(0.99))
                  .get(random.nextInt(3));
          Map<String, Tensor> zeros = new TreeMap<>();
          drawn
              .inputs()
              .forEach(
                  (name, tensor) -> zeros.put(name, Tensor.zeros(tensor.type(), tensor.shape())));
          assertThat(
                  AdcCalibration.calibrate(
                          drawn.program(), SCALAR, List.of(drawn.inputs(), zeros), rule)
                      .layers()
                      .getFirst()
                      .range())
              .isEqualTo(
                  AdcCalibration.calibrate(
                          drawn.program(), SCALAR, List.of(zeros, drawn.inputs()), rule)
                      .layers()
                      .getFirst()
                      .range());
        });
  }

  /// How often each bitline sum comes about.
  private static Map<Integer, Long> sums(
      ArrayLayer layer, Map<String, Tensor> inputs, Program program) {
    Map<Integer, Long> times = new TreeMap<>();
    SumSink counted =
        new SumSink() {
          @Override
          public void count(int[] sums, int count) {
            for (int i = 0; i < count; i++) {
              count(sums[i], 1);
            }
          }

          @Override
          public void count(int sum, long more) {
            times.merge(sum, more, Long::sum);
          }
        };
    ArrayEngine reference = new ReferenceEngine(layer);
    ArrayEngine counting =
        (group, x, vectors, acc, _) -> reference.accumulate(group, x, vectors, acc, counted);
    new Simulator(program, SCALAR, Simulator.Engine.FASTEST)
        .run(
            inputs,
            0,
            (node, outputs) -> {},
            (at, x, zero, _) -> LayerRun.by(layer, counting).run(x, zero, new Activity()));
    return times;
  }

  private static double error(AdcRange range, Map<Integer, Long> sums) {
    double error = 0;
    for (var sum : sums.entrySet()) {
      double off = range.read(range.code(sum.getKey())) - sum.getKey();
      error += sum.getValue() * off * off;
    }
    return error;
  }
}
