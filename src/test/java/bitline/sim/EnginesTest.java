package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private final ArrayEngine reference = new ReferenceEngine();
  private final ArrayEngine planes = new BitPlaneEngine();
  private final ArrayEngine exact = new ExactEngine(new ScalarKernels("test"));

  @Test
  void bitPlanesEqualTheReferenceBehindAnyAdc() {
    Cases.forAll(
        400,
        random -> {
          var drawn = RandomLayers.draw(random, random.nextInt(4) > 0);
          Activity a = new Activity();
          Activity b = new Activity();
          Tensor expected = new LayerRun(reference, reference, null).run(drawn.layer(), drawn.x(), drawn.zero(), a);
          Tensor got = new LayerRun(planes, planes, null).run(drawn.layer(), drawn.x(), drawn.zero(), b);
          assertThat(ints(got)).isEqualTo(ints(expected));
          assertThat(b).isEqualTo(a);
        });
  }

  @Test
  void whatLosesNothingEqualsTheIndependentIntegerReference() {
    Cases.forAll(
        400,
        random -> {
          var drawn = RandomLayers.draw(random, random.nextBoolean());
          ArrayLayer layer = drawn.layer().lossless() ? drawn.layer() : drawn.layer().with(null);
          int[] expected =
              Arrays.stream(IntegerReference.accumulators(layer, drawn.x(), drawn.zero())).mapToInt(Math::toIntExact).toArray();
          for (ArrayEngine engine : new ArrayEngine[] {reference, planes, exact}) {
            Tensor got = new LayerRun(engine, planes, null).run(layer, drawn.x(), drawn.zero(), new Activity());
            assertThat(ints(got)).as(engine.getClass().getSimpleName()).isEqualTo(expected);
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
          new LayerRun(planes, planes, null).run(drawn.layer(), drawn.x(), drawn.zero(), activity);
          assertThat(activity.observedSums()).isEqualTo(drawn.layer().conversions()).isEqualTo(activity.conversions());
          assertThat(Arrays.stream(activity.histogram()).sum()).isEqualTo(activity.observedSums());
        });
  }

  private static int[] ints(Tensor tensor) {
    return ((Tensor.Ints) tensor).data();
  }
}
