package bitline.graph.eval;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.graph.Linear.Attention.Scores;
import bitline.graph.Normalising;
import bitline.graph.Normalising.LossReduction;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Recurrent;
import bitline.graph.Resampling;
import bitline.graph.Resampling.Aspect;
import bitline.graph.Resampling.Coordinates;
import bitline.graph.Resampling.Interpolation;
import bitline.graph.Resampling.Nearest;
import bitline.graph.Resampling.Outside;
import bitline.graph.Signal;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Operands of any type and shape give a result or a [Problem], never another exception.
class MisfitOperandsTest {
  private static <T> T one(RandomGenerator random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<Integer> few(RandomGenerator random, int least, int most) {
    List<Integer> out = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      out.add(random.nextInt(least, most));
    }
    return out;
  }

  /// Half of them are good windows over two axes.
  private static Window window(RandomGenerator random) {
    Window.AutoPad auto = one(random, List.of(Window.AutoPad.values()));
    return random.nextBoolean()
        ? new Window(
            List.of(random.nextInt(1, 3), 1),
            List.of(random.nextInt(1, 3), 1),
            List.of(),
            List.of(0, 1, 1, 0),
            auto)
        : new Window(
            few(random, 0, 4), few(random, 0, 3), few(random, 0, 3), few(random, -1, 3), auto);
  }

  private static Op op(RandomGenerator random) {
    Window window = window(random);
    int small = random.nextInt(-3, 5);
    boolean flag = random.nextBoolean();
    boolean other = random.nextBoolean();
    Recurrent.Layer layer =
        new Recurrent.Layer(
            flag ? List.of() : List.of("Tanh", "Sigmoid"),
            List.of(),
            List.of(),
            null,
            one(random, List.of(Recurrent.Direction.values())),
            small,
            other);
    LossReduction reduction = one(random, List.of(LossReduction.values()));
    return one(
        random,
        List.of(
            new Linear.Conv(window, small),
            new Linear.ConvTranspose(window, small, few(random, -1, 3), few(random, -1, 6)),
            new Linear.DeformConv(window, small, random.nextInt(3)),
            new Linear.Gemm(1, 2, flag, other),
            new Linear.MatMul(),
            new Linear.Einsum(
                one(
                    random,
                    List.of(
                        "ij,jk->ik",
                        "...i,i...",
                        "ii",
                        "",
                        "->",
                        "ab,bc,cd->ad",
                        "a..b",
                        "i->ii"))),
            new Linear.ConvInteger(window, small),
            new Linear.MatMulInteger(),
            new Linear.QLinearConv(window, small),
            new Linear.QLinearMatMul(),
            new Linear.Attention(
                small,
                random.nextInt(3),
                flag,
                null,
                1,
                one(random, List.of(Scores.values())),
                null),
            new Linear.RotaryEmbedding(flag, small, random.nextInt(-2, 4)),
            new Pooling.MaxPool(window, flag, other),
            new Pooling.AveragePool(window, flag, other),
            new Pooling.LpPool(window, flag, 2),
            new Pooling.GlobalAveragePool(),
            new Pooling.GlobalMaxPool(),
            new Pooling.GlobalLpPool(2),
            new Pooling.MaxUnpool(window),
            new Pooling.MaxRoiPool(few(random, -1, 3), 1),
            new Normalising.BatchNormalization(1e-5f, 0.9f, flag),
            new Normalising.InstanceNormalization(1e-5f),
            new Normalising.LayerNormalization(small, 1e-5f),
            new Normalising.GroupNormalization(small, 1e-5f),
            new Normalising.RMSNormalization(small, 1e-5f),
            new Normalising.LRN(random.nextInt(1, 4), 1, 0.75f, 1),
            new Normalising.MeanVarianceNormalization(few(random, -3, 4)),
            new Normalising.LpNormalization(small, 2),
            new Normalising.Softmax(small, flag),
            new Normalising.LogSoftmax(small, flag),
            new Normalising.Hardmax(small, flag),
            new Normalising.Dropout(),
            new Normalising.NegativeLogLikelihoodLoss(reduction, flag ? null : 1L),
            new Normalising.SoftmaxCrossEntropyLoss(reduction, flag ? null : 1L),
            new Resampling.Resize(
                one(random, List.of(Interpolation.values())),
                one(random, List.of(Coordinates.values())),
                one(random, List.of(Nearest.values())),
                -0.75f,
                flag,
                0,
                other,
                random.nextBoolean() ? List.of() : few(random, -2, 4),
                one(random, List.of(Aspect.values()))),
            new Resampling.GridSample(
                one(random, List.of(Interpolation.values())),
                one(random, List.of(Outside.values())),
                flag),
            new Resampling.AffineGrid(flag),
            new Resampling.RoiAlign(
                flag, other, random.nextInt(-1, 3), random.nextInt(3), random.nextInt(3), 1),
            new Resampling.NonMaxSuppression(flag),
            new Recurrent.Rnn(layer),
            new Recurrent.Gru(layer, flag),
            new Recurrent.Lstm(layer, flag),
            new Quantising.QuantizeLinear(
                small, random.nextInt(-1, 4), true, flag ? null : ElementType.INT8),
            new Quantising.DequantizeLinear(small, random.nextInt(-1, 4)),
            new Quantising.DynamicQuantizeLinear(),
            new Signal.DFT(flag, other),
            new Signal.STFT(flag),
            new Signal.HannWindow(flag, ElementType.FLOAT),
            new Signal.MelWeightMatrix(ElementType.FLOAT)));
  }

  /// @param fitting of four axes, sizes 1 and 2, so that operands often fit each other
  private static Tensor tensor(RandomGenerator random, boolean fitting) {
    boolean usual = fitting && random.nextInt(3) > 0;
    int[] sizes = new int[usual ? 4 : random.nextInt(6)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = random.nextInt(20) == 0 ? 0 : random.nextInt(1, fitting ? 3 : 5);
    }
    Shape shape = Shape.of(sizes);
    ElementType type =
        random.nextInt(3) > 0
            ? ElementType.FLOAT
            : one(
                random,
                List.of(
                    ElementType.DOUBLE,
                    ElementType.INT64,
                    ElementType.UINT8,
                    ElementType.INT32,
                    ElementType.BOOL));
    double[] data = new double[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -1e30;
            default -> random.nextInt(-2, 5);
          };
    }
    Tensor tensor = Reals.tensor(type, shape, data);
    return type == ElementType.INT64 ? Tensor.int64(shape, small(tensor)) : tensor;
  }

  /// 64-bit operands are sizes, of which large ones would only ask for much memory.
  private static long[] small(Tensor tensor) {
    long[] out = tensor.toLongs();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.clamp(out[i], -9, 9);
    }
    return out;
  }

  @Test
  void anyOperandsGiveAResultOrAProblem() {
    Cases.forAll(
        20_000,
        random -> {
          Op op = op(random);
          boolean fitting = random.nextBoolean();
          Tensor last = tensor(random, fitting);
          List<@Nullable Tensor> inputs = new ArrayList<>();
          int count = random.nextInt(1, 9);
          for (int i = 0; i < count; i++) {
            // Often the shape of the operand before, so that some get past the first check.
            last = random.nextInt(3) == 0 ? last : tensor(random, fitting);
            inputs.add(random.nextInt(8) == 0 ? null : last);
          }
          try {
            Evaluated.all(op, random.nextInt(1, 5), inputs.toArray(new Tensor[0]));
          } catch (Problem expected) {
            // what a misfit should give
          } catch (RuntimeException e) {
            throw new AssertionError(
                op
                    + " of "
                    + inputs.stream()
                        .map(t -> t == null ? "-" : t.type() + " " + t.shape())
                        .toList(),
                e);
          }
        });
  }
}
