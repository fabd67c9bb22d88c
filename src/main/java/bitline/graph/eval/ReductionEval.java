package bitline.graph.eval;

import bitline.graph.Reduction;
import bitline.graph.Reduction.OverAxes;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Computes the operators of [Reduction]: those that fold axes away here, those that run along one
/// in [AxisEval].
final class ReductionEval {
  private ReductionEval() {}

  static List<Tensor> eval(Reduction op, Operands in) {
    return switch (op) {
      case OverAxes over -> List.of(fold(over, in));
      case Reduction.ArgMax(int axis, boolean keep, boolean last) ->
          List.of(AxisEval.argument(in.get(0), axis, keep, last, true));
      case Reduction.ArgMin(int axis, boolean keep, boolean last) ->
          List.of(AxisEval.argument(in.get(0), axis, keep, last, false));
      case Reduction.CumSum(boolean exclusive, boolean reverse) ->
          List.of(AxisEval.running(in, exclusive, reverse, false));
      case Reduction.CumProd(boolean exclusive, boolean reverse) ->
          List.of(AxisEval.running(in, exclusive, reverse, true));
      case Reduction.TopK(int axis, boolean largest) -> AxisEval.topK(in, axis, largest);
      case Reduction.Det() -> List.of(AxisEval.determinants(in.get(0)));
    };
  }

  /// How elements are gathered into one number.
  private enum Gathering {
    SUM,
    ABSOLUTES,
    SQUARES,
    PRODUCT,
    MAX,
    MIN
  }

  /// Where each element of the input goes: folded axes have stride 0 in the result, neighbours that
  /// go alike are joined.
  ///
  /// @param kept the result's shape with the folded axes as size 1
  /// @param count how many elements become one
  private record Plan(Shape kept, Shape result, long count, int[] sizes, int[] strides) {
    static Plan of(OverAxes op, Shape shape, Operands in) {
      boolean[] folded = new boolean[shape.rank()];
      long[] axes = in.has(1) ? in.longs(1) : new long[0];
      for (long axis : axes) {
        folded[Integers.index(axis, shape.rank(), "axis")] = true;
      }
      if (axes.length == 0 && !op.noopWithEmptyAxes()) {
        Arrays.fill(folded, true);
      }
      int[] kept = shape.sizes();
      int[] result = new int[kept.length];
      int rank = 0;
      long count = 1;
      for (int axis = 0; axis < folded.length; axis++) {
        if (folded[axis]) {
          count *= kept[axis];
          kept[axis] = 1;
        }
        if (!folded[axis] || op.keepDims()) {
          result[rank++] = kept[axis];
        }
      }
      Shape keptShape = Shape.of(kept);
      int[] own = keptShape.strides();
      int[] sizes = new int[kept.length];
      int[] strides = new int[kept.length];
      int joined = 0;
      for (int axis = 0; axis < folded.length; axis++) {
        int stride = folded[axis] ? 0 : own[axis];
        int size = shape.size(axis);
        if (size == 1) {
          continue;
        }
        if (joined > 0 && strides[joined - 1] == stride * size) {
          joined--;
          size *= sizes[joined];
        }
        sizes[joined] = size;
        strides[joined++] = stride;
      }
      if (joined == 0) {
        return new Plan(
            keptShape, Shape.of(Arrays.copyOf(result, rank)), count, new int[] {1}, new int[] {1});
      }
      return new Plan(
          keptShape,
          Shape.of(Arrays.copyOf(result, rank)),
          count,
          Arrays.copyOf(sizes, joined),
          Arrays.copyOf(strides, joined));
    }

    /// A run of elements from `at` on and where the first goes; `step` is that of the others.
    @FunctionalInterface
    interface Run {
      void accept(int at, int n, int to, int step);
    }

    void forEach(int elements, Run run) {
      int last = sizes.length - 1;
      int[] counter = new int[sizes.length];
      int to = 0;
      for (int at = 0; at < elements; at += sizes[last]) {
        run.accept(at, sizes[last], to, strides[last]);
        for (int axis = last - 1; axis >= 0; axis--) {
          if (++counter[axis] < sizes[axis]) {
            to += strides[axis];
            break;
          }
          to -= (sizes[axis] - 1) * strides[axis];
          counter[axis] = 0;
        }
      }
    }
  }

  private static Tensor fold(OverAxes op, Operands in) {
    Tensor x = in.get(0);
    Plan plan = Plan.of(op, x.shape(), in);
    boolean whole =
        !x.type().isFloat()
            && !(op instanceof Reduction.ReduceL2
                || op instanceof Reduction.ReduceLogSum
                || op instanceof Reduction.ReduceLogSumExp);
    if (whole) {
      return integers(op, x, plan);
    }
    double[] sums =
        switch (op) {
          case Reduction.ReduceSum _, Reduction.ReduceMean _, Reduction.ReduceLogSum _ ->
              reals(Gathering.SUM, x, plan);
          case Reduction.ReduceMax _ -> reals(Gathering.MAX, x, plan);
          case Reduction.ReduceMin _ -> reals(Gathering.MIN, x, plan);
          case Reduction.ReduceProd _ -> reals(Gathering.PRODUCT, x, plan);
          case Reduction.ReduceL1 _ -> reals(Gathering.ABSOLUTES, x, plan);
          case Reduction.ReduceL2 _, Reduction.ReduceSumSquare _ ->
              reals(Gathering.SQUARES, x, plan);
          case Reduction.ReduceLogSumExp _ -> logSumExp(x, plan);
        };
    for (int i = 0; i < sums.length; i++) {
      sums[i] =
          switch (op) {
            case Reduction.ReduceMean _ -> sums[i] / plan.count;
            case Reduction.ReduceL2 _ -> Math.sqrt(sums[i]);
            case Reduction.ReduceLogSum _ -> StrictMath.log(sums[i]);
            default -> sums[i];
          };
    }
    return Casting.cast(new Tensor.Doubles(ElementType.DOUBLE, plan.result, sums), x.type());
  }

  private static double[] reals(Gathering how, Tensor x, Plan plan) {
    double[] sums = new double[plan.kept.elements()];
    Arrays.fill(
        sums,
        switch (how) {
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case PRODUCT -> 1;
          default -> 0;
        });
    if (how == Gathering.SUM && x instanceof Tensor.Floats floats) {
      float[] data = floats.data();
      plan.forEach(data.length, (at, n, to, step) -> sum(data, at, n, sums, to, step));
      return sums;
    }
    plan.forEach(
        x.elements(),
        (at, n, to, step) -> {
          for (int i = 0; i < n; i++) {
            double v = x.at(at + i);
            int o = to + i * step;
            sums[o] =
                switch (how) {
                  case SUM -> sums[o] + v;
                  case ABSOLUTES -> sums[o] + Math.abs(v);
                  case SQUARES -> sums[o] + v * v;
                  case PRODUCT -> sums[o] * v;
                  case MAX -> Math.max(sums[o], v);
                  case MIN -> Math.min(sums[o], v);
                };
          }
        });
    return sums;
  }

  private static void sum(float[] x, int at, int n, double[] sums, int to, int step) {
    if (step == 0) {
      double sum = sums[to];
      for (int i = 0; i < n; i++) {
        sum += x[at + i];
      }
      sums[to] = sum;
    } else {
      for (int i = 0; i < n; i++) {
        sums[to + i] += x[at + i];
      }
    }
  }

  /// With the greatest element taken out first, so that no power overflows.
  private static double[] logSumExp(Tensor x, Plan plan) {
    double[] greatest = reals(Gathering.MAX, x, plan);
    double[] sums = new double[greatest.length];
    plan.forEach(
        x.elements(),
        (at, n, to, step) -> {
          for (int i = 0; i < n; i++) {
            int o = to + i * step;
            double base = Double.isInfinite(greatest[o]) ? 0 : greatest[o];
            sums[o] += StrictMath.exp(x.at(at + i) - base);
          }
        });
    for (int i = 0; i < sums.length; i++) {
      sums[i] = StrictMath.log(sums[i]) + (Double.isInfinite(greatest[i]) ? 0 : greatest[i]);
    }
    return sums;
  }

  private static Tensor integers(OverAxes op, Tensor x, Plan plan) {
    ElementType type = x.type();
    long flip = type == ElementType.UINT64 ? Long.MIN_VALUE : 0;
    long[] sums = new long[plan.kept.elements()];
    Arrays.fill(
        sums,
        switch (op) {
          case Reduction.ReduceMax _ -> type.least();
          case Reduction.ReduceMin _ -> type.greatest();
          case Reduction.ReduceProd _ -> 1;
          default -> 0;
        });
    plan.forEach(
        x.elements(),
        (at, n, to, step) -> {
          for (int i = 0; i < n; i++) {
            long v = x.intAt(at + i);
            int o = to + i * step;
            sums[o] =
                switch (op) {
                  case Reduction.ReduceProd _ -> sums[o] * v;
                  case Reduction.ReduceMax _ -> (v ^ flip) > (sums[o] ^ flip) ? v : sums[o];
                  case Reduction.ReduceMin _ -> (v ^ flip) < (sums[o] ^ flip) ? v : sums[o];
                  case Reduction.ReduceL1 _ -> sums[o] + (type.isUnsigned() ? v : Math.abs(v));
                  case Reduction.ReduceSumSquare _ -> sums[o] + v * v;
                  default -> sums[o] + v;
                };
          }
        });
    if (op instanceof Reduction.ReduceMean) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] =
            plan.count == 0
                ? 0
                : flip != 0 ? Long.divideUnsigned(sums[i], plan.count) : sums[i] / plan.count;
      }
    }
    return Integers.of(type, plan.result, sums);
  }
}
