package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Reduction;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReductionEvalTest {
  private record Case(Reduction op, ToDoubleFunction<List<Double>> f) {}

  private static List<Case> cases(boolean keep) {
    return List.of(
        new Case(new Reduction.ReduceSum(keep, false), v -> v.stream().mapToDouble(x -> x).sum()),
        new Case(
            new Reduction.ReduceMean(keep, false),
            v -> v.stream().mapToDouble(x -> x).average().orElse(Double.NaN)),
        new Case(
            new Reduction.ReduceMax(keep, false),
            v -> v.stream().mapToDouble(x -> x).max().orElse(Double.NEGATIVE_INFINITY)),
        new Case(
            new Reduction.ReduceMin(keep, false),
            v -> v.stream().mapToDouble(x -> x).min().orElse(Double.POSITIVE_INFINITY)),
        new Case(
            new Reduction.ReduceProd(keep, false), v -> v.stream().reduce(1.0, (a, b) -> a * b)),
        new Case(new Reduction.ReduceL1(keep, false), v -> v.stream().mapToDouble(Math::abs).sum()),
        new Case(
            new Reduction.ReduceL2(keep, false),
            v -> Math.sqrt(v.stream().mapToDouble(x -> x * x).sum())),
        new Case(
            new Reduction.ReduceSumSquare(keep, false),
            v -> v.stream().mapToDouble(x -> x * x).sum()),
        new Case(
            new Reduction.ReduceLogSumExp(keep, false),
            v -> Math.log(v.stream().mapToDouble(Math::exp).sum())));
  }

  @Test
  void foldsWhatStandsUnderEachKeptIndex() {
    Cases.forAll(
        300,
        random -> {
          int[] sizes = StridedTest.sizes(random, random.nextInt(5), 4);
          Shape shape = Shape.of(sizes);
          float[] data = new float[shape.elements()];
          for (int i = 0; i < data.length; i++) {
            data[i] = (random.nextInt(33) - 16) / 8f;
          }
          Tensor x = new Tensor.Floats(ElementType.FLOAT, shape, data);
          boolean[] folded = axes(random, sizes.length);
          List<Long> axes = new ArrayList<>();
          for (int axis = 0; axis < folded.length; axis++) {
            if (folded[axis]) {
              axes.add((long) (random.nextBoolean() ? axis : axis - sizes.length));
            }
          }
          boolean all = axes.isEmpty();
          boolean keep = random.nextBoolean();
          Case test = cases(keep).get(random.nextInt(9));
          Tensor operand =
              Tensor.int64(Shape.of(axes.size()), axes.stream().mapToLong(a -> a).toArray());
          Tensor out = ReductionEval.eval(test.op, new Operands(List.of(x, operand))).getFirst();

          List<Integer> kept = new ArrayList<>();
          for (int axis = 0; axis < sizes.length; axis++) {
            if (!all && !folded[axis]) {
              kept.add(sizes[axis]);
            } else if (keep) {
              kept.add(1);
            }
          }
          assertThat(out.shape()).isEqualTo(Shape.of(kept.stream().mapToInt(s -> s).toArray()));
          List<List<Double>> groups = new ArrayList<>();
          for (int i = 0; i < out.elements(); i++) {
            groups.add(new ArrayList<>());
          }
          for (int i = 0; i < data.length; i++) {
            int rest = i;
            int group = 0;
            int stride = 1;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
              if (!all && !folded[axis]) {
                group += rest % sizes[axis] * stride;
                stride *= sizes[axis];
              }
              rest /= sizes[axis];
            }
            groups.get(group).add((double) data[i]);
          }
          for (int i = 0; i < out.elements(); i++) {
            double expected = (float) test.f.applyAsDouble(groups.get(i));
            if (Double.isFinite(expected)) {
              assertThat(out.at(i)).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
            } else {
              assertThat(Double.valueOf(out.at(i))).isEqualTo(Double.valueOf(expected));
            }
          }
        });
  }

  private static boolean[] axes(RandomGenerator random, int rank) {
    boolean[] folded = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      folded[i] = random.nextBoolean();
    }
    return folded;
  }
}
