package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Generating;
import bitline.graph.Indexing;
import bitline.graph.Op;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Small cases whose answers were worked out by hand. They run everywhere; the ONNX project's own
/// cases run in [bitline.onnx.NodeSuiteTest] where its data is at hand.
class OperatorCasesTest {
  private static final Interpreter INTERPRETER =
      new Interpreter(new ScalarKernels("the reference"));

  private static List<Tensor> run(Op op, int outputs, @Nullable Tensor... inputs) {
    return INTERPRETER.eval(op, new ArrayList<>(Arrays.asList(inputs)), outputs);
  }

  private static Tensor run(Op op, @Nullable Tensor... inputs) {
    return run(op, 1, inputs).getFirst();
  }

  private static Tensor floats(double... values) {
    return of(ElementType.FLOAT, Shape.of(values.length), values);
  }

  private static Tensor matrix(int rows, int columns, double... values) {
    return of(ElementType.FLOAT, Shape.of(rows, columns), values);
  }

  private static Tensor longs(long... values) {
    return Tensor.int64(Shape.of(values.length), values);
  }

  private static Tensor scalar(long value) {
    return Tensor.int64(Shape.SCALAR, new long[] {value});
  }

  private static Tensor of(ElementType type, Shape shape, double... values) {
    return Casting.cast(new Tensor.Doubles(ElementType.DOUBLE, shape, values), type);
  }

  private static void is(Tensor found, Shape shape, double... values) {
    assertThat(found.shape()).isEqualTo(shape);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        assertThat(found.at(i)).as("element %d", i).isNaN();
      } else if (Double.isInfinite(values[i])) {
        assertThat(found.at(i)).as("element %d", i).isEqualTo(values[i]);
      } else {
        assertThat(found.at(i))
            .as("element %d", i)
            .isCloseTo(values[i], within(2e-7 * Math.abs(values[i])));
      }
    }
  }

  private static void is(Tensor found, double... values) {
    is(found, Shape.of(values.length), values);
  }

  @Test
  void activations() {
    Tensor x = floats(-2, 0, 3, Double.NaN);
    is(run(new Elementwise.Relu(), x), 0, 0, 3, Double.NaN);
    is(run(new Elementwise.LeakyRelu(0.5f), x), -1, 0, 3, Double.NaN);
    is(run(new Elementwise.ThresholdedRelu(1), x), 0, 0, 3, Double.NaN);
    is(run(new Elementwise.HardSigmoid(0.25f, 0.5f), x), 0, 0.5, 1, Double.NaN);
    is(run(new Elementwise.HardSwish(), x), -2 / 6.0, 0, 3, Double.NaN);
    is(run(new Elementwise.Softsign(), x), -2 / 3.0, 0, 0.75, Double.NaN);
    is(run(new Elementwise.Shrink(0.5f, 1), x), -1.5, 0, 2.5, Double.NaN);
    // e^-2 = 0.1353352832, ln 2 = 0.6931471806, 1 + e^-3 = 1.0497870684
    is(run(new Elementwise.Elu(2), x), -1.7293294335, 0, 3, Double.NaN);
    is(run(new Elementwise.Sigmoid(), x), 0.1192029220, 0.5, 0.9525741268, Double.NaN);
    is(run(new Elementwise.Softplus(), x), 0.1269280110, 0.6931471806, 3.0485873516, Double.NaN);
    is(run(new Elementwise.Swish(1), x), -0.2384058440, 0, 2.8577223804, Double.NaN);
    // Φ(-2) = 0.0227501319, Φ(3) = 0.9986501020
    is(run(new Elementwise.Gelu(false), x), -0.0455002639, 0, 2.9959503059, Double.NaN);
  }

  @Test
  void extremesOfTheActivations() {
    Tensor x = floats(Double.NEGATIVE_INFINITY, -1000, 1000, Double.POSITIVE_INFINITY);
    is(run(new Elementwise.Sigmoid(), x), 0, 0, 1, 1);
    is(run(new Elementwise.Tanh(), x), -1, -1, 1, 1);
    is(run(new Elementwise.Exp(), x), 0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    is(run(new Elementwise.Softplus(), x), 0, 0, 1000, Double.POSITIVE_INFINITY);
    is(run(new Elementwise.Softsign(), x), -1, -1000 / 1001.0, 1000 / 1001.0, 1);
  }

  @Test
  void inverseHyperbolics() {
    // asinh 1 = ln(1 + √2), acosh 2 = ln(2 + √3), atanh ½ = ½ ln 3
    is(
        run(new Elementwise.Asinh(), floats(1, -1, 1e-4)),
        0.8813735870,
        -0.8813735870,
        9.999999983e-5);
    is(run(new Elementwise.Acosh(), floats(2, 1)), 1.3169578969, 0);
    is(run(new Elementwise.Atanh(), floats(0.5, -0.5)), 0.5493061443, -0.5493061443);
  }

  @Test
  void roundingGoesToEven() {
    is(run(new Elementwise.Round(), floats(0.5, 1.5, 2.5, -0.5, -1.5)), 0, 2, 2, 0, -2);
  }

  @Test
  void integersWrapAndDivideTowardsZero() {
    Tensor bytes = of(ElementType.INT8, Shape.of(3), 127, -128, -7);
    Tensor two = of(ElementType.INT8, Shape.SCALAR, 2);
    is(run(new Elementwise.Add(), bytes, two), -127, -126, -5);
    is(run(new Elementwise.Div(), bytes, two), 63, -64, -3);
    is(run(new Elementwise.Mod(false), bytes, two), 1, 0, 1);
    is(run(new Elementwise.Mod(true), bytes, two), 1, 0, -1);
    is(run(new Elementwise.Neg(), bytes), -127, -128, 7);
    Tensor unsigned = of(ElementType.UINT8, Shape.of(2), 200, 3);
    is(run(new Elementwise.Mul(), unsigned, of(ElementType.UINT8, Shape.SCALAR, 2)), 144, 6);
    is(
        run(new Elementwise.BitShift(true), unsigned, of(ElementType.UINT8, Shape.of(2), 1, 7)),
        144,
        128);
    assertThatThrownBy(
            () -> run(new Elementwise.Div(), bytes, of(ElementType.INT8, Shape.SCALAR, 0)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("by zero");
  }

  @Test
  void unsigned64IsOrderedAsUnsigned() {
    Tensor big = new Tensor.Longs(ElementType.UINT64, Shape.of(2), new long[] {-1, 1});
    Tensor small = new Tensor.Longs(ElementType.UINT64, Shape.of(2), new long[] {2, 2});
    is(run(new Elementwise.Greater(), big, small), 1, 0);
    is(run(new Elementwise.Div(), big, small), 0x1p63 - 1, 0);
    is(run(new Elementwise.Max(), big, small), 0x1p64, 2);
    is(run(new Reduction.ReduceMax(false, false), big), Shape.SCALAR, 0x1p64);
  }

  @Test
  void powersOfTwoTypes() {
    is(run(new Elementwise.Pow(), floats(-2, 3), longs(3)), -8, 27);
    is(run(new Elementwise.Pow(), longs(2, 3), floats(0.5, 2)), 1, 9);
    is(run(new Elementwise.Pow(), longs(2, -1, 3), longs(10, 5, 4)), 1024, -1, 81);
  }

  @Test
  void casts() {
    is(run(new Elementwise.Cast(ElementType.INT32), floats(-1.9, 1.9, 2.5)), -1, 1, 2);
    is(run(new Elementwise.Cast(ElementType.UINT8), floats(300, -1)), 44, 255);
    is(run(new Elementwise.Cast(ElementType.INT4, true), floats(300, -9)), 7, -8);
    is(run(new Elementwise.Cast(ElementType.BOOL), floats(0, 0.1, Double.NaN)), 0, 1, 1);
    // 1 + 2^-11 lies between two half-precision numbers and goes to the even one; 65520 is beyond
    // the greatest.
    is(
        run(new Elementwise.Cast(ElementType.FLOAT16), floats(1 + 0x1p-11, 65520)),
        1,
        Double.POSITIVE_INFINITY);
    is(
        run(new Elementwise.Cast(ElementType.BFLOAT16), floats(1 + 0x1p-8, 1 + 3 * 0x1p-8)),
        1,
        1 + 0x1p-6);
    is(run(new Elementwise.BitCast(ElementType.INT32), floats(1)), 0x3F800000);
  }

  @Test
  void clipsAndChooses() {
    Tensor low = of(ElementType.FLOAT, Shape.SCALAR, -1);
    is(run(new Elementwise.Clip(), floats(-5, 0, 5), low, null), -1, 0, 5);
    is(
        run(new Elementwise.Clip(), floats(-5, 0, 5), of(ElementType.FLOAT, Shape.SCALAR, 2), low),
        -1,
        -1,
        -1);
    Tensor condition = of(ElementType.BOOL, Shape.of(2, 1), 1, 0);
    is(
        run(new Elementwise.Where(), condition, floats(1, 2), floats(8, 9)),
        Shape.of(2, 2),
        1,
        2,
        8,
        9);
    is(run(new Elementwise.Mean(), floats(1, 2), floats(4), floats(7, 9)), 4, 5);
  }

  @Test
  void runsAlongAnAxis() {
    Tensor x = matrix(2, 3, 1, 5, 5, 4, 2, 4);
    is(run(new Reduction.ArgMax(1, false, false), x), 1, 0);
    is(run(new Reduction.ArgMax(-1, true, true), x), Shape.of(2, 1), 2, 2);
    is(run(new Reduction.ArgMin(0, false, false), x), 0, 1, 1);
    is(run(new Reduction.CumSum(false, false), x, scalar(1)), Shape.of(2, 3), 1, 6, 11, 4, 6, 10);
    is(run(new Reduction.CumSum(true, true), x, scalar(0)), Shape.of(2, 3), 4, 2, 4, 0, 0, 0);
    is(run(new Reduction.CumProd(false, false), x, scalar(-1)), Shape.of(2, 3), 1, 5, 25, 4, 8, 32);
    List<Tensor> greatest = run(new Reduction.TopK(1, true), 2, x, longs(2));
    is(greatest.getFirst(), Shape.of(2, 2), 5, 5, 4, 4);
    is(greatest.getLast(), Shape.of(2, 2), 1, 2, 0, 2);
    is(run(new Reduction.TopK(0, false), 2, x, longs(1)).getLast(), Shape.of(1, 3), 0, 1, 1);
    is(run(new Reduction.Det(), matrix(3, 3, 0, 1, 2, 3, 4, 5, 6, 7, 9)), Shape.SCALAR, -3);
  }

  @Test
  void shapes() {
    Tensor x = of(ElementType.FLOAT, Shape.of(2, 3, 4), new double[24]);
    assertThat(run(new Shaping.Reshape(false), x, longs(0, -1)).shape()).isEqualTo(Shape.of(2, 12));
    assertThat(run(new Shaping.Flatten(-1), x).shape()).isEqualTo(Shape.of(6, 4));
    assertThat(run(new Shaping.Unsqueeze(), x, longs(0, -1)).shape())
        .isEqualTo(Shape.of(1, 2, 3, 4, 1));
    assertThat(
            run(new Shaping.Squeeze(), of(ElementType.FLOAT, Shape.of(1, 2, 1), 1, 2), longs(-1))
                .shape())
        .isEqualTo(Shape.of(1, 2));
    is(run(new Shaping.Shape(-2, null), x), 3, 4);
    is(run(new Shaping.Shape(0, -1), x), 2, 3);
    is(run(new Shaping.Size(), x), Shape.SCALAR, 24);
    assertThatThrownBy(() -> run(new Shaping.Reshape(false), x, longs(5, -1)))
        .isInstanceOf(Problem.class)
        .hasMessage("shape 2x3x4 cannot become [5, -1]");
  }

  @Test
  void joinsAndCuts() {
    Tensor a = matrix(2, 2, 1, 2, 3, 4);
    Tensor b = matrix(2, 1, 8, 9);
    is(run(new Shaping.Concat(-1), a, b), Shape.of(2, 3), 1, 2, 8, 3, 4, 9);
    List<Tensor> parts = run(new Shaping.Split(0), 2, floats(1, 2, 3, 4, 5), null);
    is(parts.getFirst(), 1, 2, 3);
    is(parts.getLast(), 4, 5);
    is(run(new Shaping.Split(1), 2, a, longs(0, 2)).getFirst(), Shape.of(2, 0));
    is(run(new Shaping.Tile(), a, longs(1, 2)), Shape.of(2, 4), 1, 2, 1, 2, 3, 4, 3, 4);
    is(run(new Shaping.Expand(), b, longs(1, 2)), Shape.of(2, 2), 8, 8, 9, 9);
    is(
        run(new Shaping.Transpose(List.of()), matrix(2, 3, 1, 2, 3, 4, 5, 6)),
        Shape.of(3, 2),
        1,
        4,
        2,
        5,
        3,
        6);
  }

  @Test
  void slicesInBothDirections() {
    Tensor x = floats(0, 1, 2, 3, 4);
    is(run(new Shaping.Slice(), x, longs(1), longs(Long.MAX_VALUE), longs(0), longs(2)), 1, 3);
    is(run(new Shaping.Slice(), x, longs(-1), longs(Long.MIN_VALUE), longs(0), longs(-3)), 4, 1);
    is(run(new Shaping.Slice(), x, longs(4), longs(2), null, null), Shape.of(0));
    assertThatThrownBy(() -> run(new Shaping.Slice(), x, longs(0), longs(1), longs(0), longs(0)))
        .isInstanceOf(Problem.class);
  }

  @Test
  void padsInEveryMode() {
    Tensor x = floats(1, 2, 3);
    Tensor pads = longs(2, 1);
    is(run(new Shaping.Pad(Shaping.PadMode.CONSTANT), x, pads, floats(7)), 7, 7, 1, 2, 3, 7);
    is(run(new Shaping.Pad(Shaping.PadMode.REFLECT), x, pads), 3, 2, 1, 2, 3, 2);
    is(run(new Shaping.Pad(Shaping.PadMode.EDGE), x, pads), 1, 1, 1, 2, 3, 3);
    is(run(new Shaping.Pad(Shaping.PadMode.WRAP), x, pads), 2, 3, 1, 2, 3, 1);
    is(run(new Shaping.Pad(Shaping.PadMode.CONSTANT), x, longs(-1, 1)), 2, 3, 0);
    is(
        run(
            new Shaping.Pad(Shaping.PadMode.CONSTANT),
            matrix(1, 2, 5, 6),
            longs(1, 0),
            null,
            longs(-1)),
        Shape.of(1, 3),
        0,
        5,
        6);
    is(
        run(new Shaping.CenterCropPad(List.of()), matrix(1, 4, 1, 2, 3, 4), longs(2, 2)),
        Shape.of(2, 2),
        2,
        3,
        0,
        0);
  }

  @Test
  void movesDepthAndSpace() {
    double[] numbers = new double[8];
    Arrays.setAll(numbers, i -> i);
    Tensor deep = of(ElementType.FLOAT, Shape.of(1, 8, 1, 1), numbers);
    is(
        run(new Shaping.DepthToSpace(2, Shaping.DepthOrder.DCR), deep),
        Shape.of(1, 2, 2, 2),
        0,
        2,
        4,
        6,
        1,
        3,
        5,
        7);
    is(
        run(new Shaping.DepthToSpace(2, Shaping.DepthOrder.CRD), deep),
        Shape.of(1, 2, 2, 2),
        numbers);
    Tensor wide = of(ElementType.FLOAT, Shape.of(1, 2, 2, 2), 0, 2, 4, 6, 1, 3, 5, 7);
    is(run(new Shaping.SpaceToDepth(2), wide), Shape.of(1, 8, 1, 1), numbers);
  }

  @Test
  void trianglesReversalsAndColumns() {
    Tensor x = matrix(2, 3, 1, 2, 3, 4, 5, 6);
    is(run(new Shaping.Trilu(true), x, scalar(1)), Shape.of(2, 3), 0, 2, 3, 0, 0, 6);
    is(run(new Shaping.Trilu(false), x, null), Shape.of(2, 3), 1, 0, 0, 4, 5, 0);
    is(run(new Shaping.ReverseSequence(0, 1), x, longs(2, 3)), Shape.of(2, 3), 2, 1, 3, 6, 5, 4);
    // Two blocks of 2 columns on a row of 3, one step apart: the middle place gets both.
    Tensor columns = of(ElementType.FLOAT, Shape.of(1, 2, 2), 1, 2, 10, 20);
    Window window = new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
    is(
        run(new Shaping.Col2Im(window), columns, longs(1, 3), longs(1, 2)),
        Shape.of(1, 1, 1, 3),
        1,
        12,
        20);
  }

  @Test
  void gathers() {
    Tensor x = matrix(2, 3, 1, 2, 3, 4, 5, 6);
    is(run(new Indexing.Gather(1), x, longs(2, -3)), Shape.of(2, 2), 3, 1, 6, 4);
    is(run(new Indexing.Gather(0), x, scalar(-1)), 4, 5, 6);
    is(
        run(
            new Indexing.GatherElements(1),
            x,
            Tensor.int64(Shape.of(2, 2), new long[] {2, 0, -1, 1})),
        Shape.of(2, 2),
        3,
        1,
        6,
        5);
    is(
        run(new Indexing.GatherND(0), x, Tensor.int64(Shape.of(2, 2), new long[] {0, 1, 1, -1})),
        2,
        6);
    is(run(new Indexing.GatherND(1), x, Tensor.int64(Shape.of(2, 1), new long[] {2, 0})), 3, 4);
    assertThatThrownBy(() -> run(new Indexing.Gather(0), x, longs(2)))
        .isInstanceOf(Problem.class)
        .hasMessage("index 2 is outside -2 to 1");
  }

  @Test
  void scatters() {
    Tensor x = floats(1, 2, 3);
    Tensor twice = longs(1, 1);
    is(run(new Indexing.ScatterElements(0, Indexing.Update.NONE), x, twice, floats(8, 9)), 1, 9, 3);
    is(run(new Indexing.ScatterElements(0, Indexing.Update.ADD), x, twice, floats(8, 9)), 1, 19, 3);
    is(
        run(new Indexing.ScatterElements(0, Indexing.Update.MUL), x, twice, floats(8, 9)),
        1,
        144,
        3);
    is(run(new Indexing.ScatterElements(0, Indexing.Update.MAX), x, twice, floats(0, 1)), 1, 2, 3);
    Tensor rows = Tensor.int64(Shape.of(1, 1), new long[] {-1});
    is(
        run(
            new Indexing.ScatterND(Indexing.Update.ADD),
            matrix(2, 2, 1, 2, 3, 4),
            rows,
            matrix(1, 2, 10, 20)),
        Shape.of(2, 2),
        1,
        2,
        13,
        24);
    is(
        run(
            new Indexing.TensorScatter(1, true),
            matrix(1, 3, 1, 2, 3),
            matrix(1, 2, 8, 9),
            longs(2)),
        Shape.of(1, 3),
        9,
        2,
        8);
    is(x, 1, 2, 3);
  }

  @Test
  void findsAndMarks() {
    is(
        run(new Indexing.OneHot(-1), longs(1, -1, 7), scalar(3), floats(0, 5)),
        Shape.of(3, 3),
        0,
        5,
        0,
        0,
        0,
        5,
        0,
        0,
        0);
    is(run(new Indexing.NonZero(), matrix(2, 2, 0, 3, 4, 0)), Shape.of(2, 2), 0, 1, 1, 0);
    is(
        run(
            new Indexing.Compress(1),
            matrix(2, 2, 1, 2, 3, 4),
            of(ElementType.BOOL, Shape.of(2), 0, 1)),
        Shape.of(2, 1),
        2,
        4);
    List<Tensor> unique = run(new Indexing.Unique(null, false), 4, floats(3, 1, 3, 2));
    is(unique.get(0), 3, 1, 2);
    is(unique.get(1), 0, 1, 3);
    is(unique.get(2), 0, 1, 0, 2);
    is(unique.get(3), 2, 1, 1);
    is(
        run(new Indexing.Unique(0, true), 4, matrix(3, 2, 2, 1, 1, 9, 2, 1)).getFirst(),
        Shape.of(2, 2),
        1,
        9,
        2,
        1);
  }

  @Test
  void generates() {
    is(run(new Generating.Range(), scalar(5), scalar(0), scalar(-2)), 5, 3, 1);
    is(run(new Generating.Range(), scalar(5), scalar(0), scalar(1)), Shape.of(0));
    is(
        run(new Generating.EyeLike(null, 1), matrix(2, 3, new double[6])),
        Shape.of(2, 3),
        0,
        1,
        0,
        0,
        0,
        1);
    Tensor seven = of(ElementType.INT8, Shape.of(1), 7);
    is(run(new Generating.ConstantOfShape(seven), longs(2, 1)), Shape.of(2, 1), 7, 7);
    is(run(new Generating.ConstantOfShape(seven), longs()), Shape.SCALAR, 7);
  }

  @Test
  void emptyTensorsPassThrough() {
    Tensor empty = of(ElementType.FLOAT, Shape.of(0, 3));
    is(run(new Elementwise.Relu(), empty), Shape.of(0, 3));
    is(run(new Elementwise.Add(), empty, floats(1)), Shape.of(0, 3));
    is(
        run(new Elementwise.Sub(), of(ElementType.FLOAT, Shape.of(3, 0)), matrix(3, 1, 1, 2, 3)),
        Shape.of(3, 0));
    is(run(new Elementwise.Sub(), floats(1), of(ElementType.FLOAT, Shape.of(0))), Shape.of(0));
    is(run(new Shaping.Transpose(List.of()), empty), Shape.of(3, 0));
    is(run(new Reduction.ReduceSum(false, false), empty, longs(0)), 0, 0, 0);
    is(run(new Reduction.ReduceMax(false, false), empty), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    is(run(new Indexing.NonZero(), empty), Shape.of(2, 0));
  }

  @Test
  void wrongOperandsAreUserErrors() {
    assertThatThrownBy(() -> run(new Elementwise.Add(), floats(1), longs(1)))
        .isInstanceOf(Problem.class)
        .hasMessage("Add of float and int64; both must have one type");
    assertThatThrownBy(() -> run(new Elementwise.Add(), floats(1, 2), floats(1, 2, 3)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> run(new Elementwise.Sin(), longs(1)))
        .isInstanceOf(Problem.class)
        .hasMessage("Sin is not defined for int64");
    assertThatThrownBy(() -> run(new Shaping.Concat(0), floats(1), longs(1)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> run(new Shaping.Tile(), floats(1), longs(-1)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> run(new Reduction.TopK(0, true), floats(1), longs(2)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(
            () -> run(new Shaping.Pad(Shaping.PadMode.EDGE), floats(1), longs(Long.MAX_VALUE, 0)))
        .isInstanceOf(Problem.class);
  }
}
