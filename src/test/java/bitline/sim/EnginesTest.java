package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.tensor.simd.Widths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @Test
  void everyEngineEqualsTheReferenceBehindAnyAdc() {
    Cases.forAll(
        600,
        random -> {
          var drawn = RandomLayers.draw(random, random.nextInt(4) > 0);
          Activity counted = new Activity();
          Tensor expected =
              LayerRun.by(drawn.layer(), new ReferenceEngine(drawn.layer()))
                  .run(drawn.x(), drawn.zero(), counted);
          for (ArrayEngine engine : everySum(drawn.layer())) {
            Activity activity = new Activity();
            Tensor got = LayerRun.by(drawn.layer(), engine).run(drawn.x(), drawn.zero(), activity);
            assertThat(ints(got)).as(engine.getClass().getSimpleName()).isEqualTo(ints(expected));
            assertThat(activity).as(engine.getClass().getSimpleName()).isEqualTo(counted);
          }
        });
  }

  @Test
  void theFastestWayEqualsTheReferenceForEveryLaneWidth() {
    Map<Integer, Kernels> widths = Widths.all(1);
    int[] taken = new int[1];
    Cases.forAll(
        400,
        random -> {
          var drawn = RandomLayers.draw(random, true);
          ArrayLayer layer = drawn.layer();
          int[] expected =
              ints(
                  LayerRun.by(layer, new ReferenceEngine(layer))
                      .run(drawn.x(), drawn.zero(), new Activity()));
          for (Kernels kernels : widths.values()) {
            LayerRun run = LayerRun.fastest(layer, kernels, null);
            assertThat(ints(run.run(drawn.x(), drawn.zero(), new Activity())))
                .as(kernels.reason())
                .isEqualTo(expected);
            taken[0] += !layer.lossless() && LaneEngine.ideal(layer, kernels) != null ? 1 : 0;
          }
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(taken[0]).as("runs by bit cells in lanes").isGreaterThan(100);
    }
  }

  @Test
  void whatLosesNothingEqualsTheExactSums() {
    Cases.forAll(
        400,
        random -> {
          var drawn = RandomLayers.draw(random, random.nextBoolean());
          ArrayLayer layer = drawn.layer().lossless() ? drawn.layer() : drawn.layer().with(null);
          int[] expected =
              Arrays.stream(LayerSums.accumulators(layer, drawn.x(), drawn.zero()))
                  .mapToInt(Math::toIntExact)
                  .toArray();
          List<ArrayEngine> engines = everySum(layer);
          engines.add(new ReferenceEngine(layer));
          engines.add(new ExactEngine(layer, SCALAR));
          engines.add(new ExactEngine(layer, KernelsProvider.best()));
          for (ArrayEngine engine : engines) {
            ArrayEngine sampler = engine instanceof ExactEngine ? engines.getFirst() : null;
            Tensor got =
                new LayerRun(layer, engine, sampler, null, null, null)
                    .run(drawn.x(), drawn.zero(), new Activity());
            assertThat(ints(got)).as(engine.getClass().getSimpleName()).isEqualTo(expected);
          }
          for (Kernels kernels : List.of(SCALAR, KernelsProvider.best())) {
            WholeProduct whole = Objects.requireNonNull(WholeProduct.of(layer, kernels));
            Tensor got =
                new LayerRun(layer, engines.getFirst(), engines.getFirst(), whole, null, null)
                    .run(drawn.x(), drawn.zero(), new Activity());
            assertThat(ints(got)).isEqualTo(expected);
          }
        });
  }

  @Test
  void conversionsAreTheSumsThatWereFormed() {
    Cases.forAll(
        100,
        random -> {
          var drawn = RandomLayers.draw(random, true);
          Activity activity = new Activity();
          LayerRun.by(drawn.layer(), LayerRun.everySum(drawn.layer(), SCALAR))
              .run(drawn.x(), drawn.zero(), activity);
          assertThat(activity.observedSums())
              .isEqualTo(drawn.layer().conversions())
              .isEqualTo(activity.conversions());
          assertThat(Arrays.stream(activity.histogram()).sum()).isEqualTo(activity.observedSums());
        });
  }

  @Test
  void bitPlanesTakeDigitsOfOneBitOnly() {
    Cases.forAll(
        50,
        random -> {
          ArrayLayer layer = RandomLayers.draw(random, true).layer();
          if (!BitPlaneEngine.takes(layer.coding())) {
            assertThatThrownBy(() -> new BitPlaneEngine(layer))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  /// Engines that form every bitline sum and take the layer.
  private static List<ArrayEngine> everySum(ArrayLayer layer) {
    List<ArrayEngine> engines = new ArrayList<>();
    engines.add(new DigitProductEngine(layer, SCALAR));
    engines.add(new DigitProductEngine(layer, KernelsProvider.best()));
    if (BitPlaneEngine.takes(layer.coding())) {
      engines.add(new BitPlaneEngine(layer));
    }
    return engines;
  }

  private static int[] ints(Tensor tensor) {
    return ((Tensor.Ints) tensor).data();
  }
}
