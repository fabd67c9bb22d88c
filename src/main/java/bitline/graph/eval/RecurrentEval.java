package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Recurrent;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Computes the operators of [Recurrent], in doubles whatever the type.
final class RecurrentEval {
  private RecurrentEval() {}

  static List<Tensor> eval(Recurrent op, Operands in) {
    Recurrent.Layer layer = op.layer();
    int gates =
        switch (op) {
          case Recurrent.Rnn _ -> 1;
          case Recurrent.Gru _ -> 3;
          case Recurrent.Lstm _ -> 4;
        };
    Sizes sizes = Sizes.of(layer, gates, in);
    ElementType type = in.get(0).type();
    double[] x = timeFirst(Reals.of(in.get(0)), sizes, layer.batchFirst());
    int[] lengths = lengths(in, sizes);
    int directions = sizes.directions;
    int hidden = sizes.hidden;
    double[] all = new double[Shape.of(sizes.length, directions, sizes.batch, hidden).elements()];
    double[] state = state(in, 5, sizes, layer.batchFirst());
    double[] cell =
        op instanceof Recurrent.Lstm ? state(in, 6, sizes, layer.batchFirst()) : new double[0];
    for (int d = 0; d < directions; d++) {
      boolean backward = layer.direction() == Recurrent.Direction.REVERSE || d == 1;
      Weights weights = Weights.of(in, d, gates, sizes);
      Activations act = Activations.of(layer, op, d);
      double[] products = weights.products(x, sizes);
      for (int b = 0; b < sizes.batch; b++) {
        for (int step = 0; step < lengths[b]; step++) {
          int t = backward ? lengths[b] - 1 - step : step;
          int from = (t * sizes.batch + b) * gates * hidden;
          int at = (d * sizes.batch + b) * hidden;
          switch (op) {
            case Recurrent.Rnn _ -> RecurrentCells.plain(weights, act, products, from, state, at);
            case Recurrent.Gru o ->
                RecurrentCells.gru(o.linearBeforeReset(), weights, act, products, from, state, at);
            case Recurrent.Lstm o ->
                RecurrentCells.lstm(o.inputForget(), weights, act, products, from, state, cell, at);
          }
          System.arraycopy(
              state, at, all, ((t * directions + d) * sizes.batch + b) * hidden, hidden);
        }
      }
    }
    Tensor y = states(type, all, sizes, layer.batchFirst());
    Tensor last = lastState(type, state, sizes, layer.batchFirst());
    return op instanceof Recurrent.Lstm
        ? List.of(y, last, lastState(type, cell, sizes, layer.batchFirst()))
        : List.of(y, last);
  }

  record Sizes(int length, int batch, int input, int directions, int hidden) {
    static Sizes of(Recurrent.Layer layer, int gates, Operands in) {
      Shape x = in.shape(0);
      Shape w = in.shape(1);
      Shape r = in.shape(2);
      int directions = layer.direction().count();
      if (x.rank() != 3 || r.rank() != 3) {
        throw new Problem("X " + x + " and R " + r + "; three axes are needed");
      }
      int hidden = r.size(2);
      int input = x.size(2);
      if ((layer.hidden() != 0 && layer.hidden() != hidden)
          || !w.equals(Shape.of(directions, gates * hidden, input))
          || !r.equals(Shape.of(directions, gates * hidden, hidden))
          || (in.has(3) && !in.shape(3).equals(Shape.of(directions, 2 * gates * hidden)))) {
        throw new Problem(
            "X "
                + x
                + ", W "
                + w
                + " and R "
                + r
                + " do not fit "
                + directions
                + " directions of "
                + gates
                + " gates and "
                + layer.hidden()
                + " hidden elements");
      }
      return layer.batchFirst()
          ? new Sizes(x.size(1), x.size(0), input, directions, hidden)
          : new Sizes(x.size(0), x.size(1), input, directions, hidden);
    }
  }

  /// One direction's weights, turned so that a product runs along rows: (input, gates · hidden).
  record Weights(
      double[] w,
      double[] r,
      double[] inputBias,
      double[] stateBias,
      double[] peepholes,
      int gates,
      int hidden) {
    static Weights of(Operands in, int direction, int gates, Sizes sizes) {
      int rows = gates * sizes.hidden;
      double[] bias = new double[2 * rows];
      if (in.has(3)) {
        System.arraycopy(Reals.of(in.get(3)), direction * 2 * rows, bias, 0, 2 * rows);
      }
      double[] peepholes = new double[3 * sizes.hidden];
      if (in.has(7)) {
        if (in.get(7).elements() != sizes.directions * peepholes.length) {
          throw new Problem(
              "peepholes "
                  + in.shape(7)
                  + "; "
                  + sizes.directions * peepholes.length
                  + " are needed");
        }
        System.arraycopy(
            Reals.of(in.get(7)), direction * peepholes.length, peepholes, 0, peepholes.length);
      }
      return new Weights(
          turned(Reals.of(in.get(1)), direction * rows * sizes.input, rows, sizes.input),
          turned(Reals.of(in.get(2)), direction * rows * sizes.hidden, rows, sizes.hidden),
          Arrays.copyOf(bias, rows),
          Arrays.copyOfRange(bias, rows, 2 * rows),
          peepholes,
          gates,
          sizes.hidden);
    }

    /// x·Wᵀ plus the input's bias for every time step and batch element.
    double[] products(double[] x, Sizes sizes) {
      int rows = sizes.length * sizes.batch;
      int columns = gates * hidden;
      double[] out = new double[Shape.of(rows, columns).elements()];
      for (int i = 0; i < rows; i++) {
        System.arraycopy(inputBias, 0, out, i * columns, columns);
      }
      new Lanes.OfDoubles()
          .matmul(rows, columns, sizes.input, x, 0, sizes.input, w, 0, columns, out, 0, columns);
      return out;
    }

    private static double[] turned(double[] data, int at, int rows, int columns) {
      double[] out = new double[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          out[j * rows + i] = data[at + i * columns + j];
        }
      }
      return out;
    }
  }

  private static int[] lengths(Operands in, Sizes sizes) {
    int[] lengths = new int[sizes.batch];
    Arrays.fill(lengths, sizes.length);
    if (in.has(4)) {
      long[] given = in.longs(4);
      if (given.length != sizes.batch) {
        throw new Problem(given.length + " sequence lengths for a batch of " + sizes.batch);
      }
      for (int b = 0; b < given.length; b++) {
        if (given[b] < 0 || given[b] > sizes.length) {
          throw new Problem("sequence length " + given[b] + " of " + sizes.length);
        }
        lengths[b] = (int) given[b];
      }
    }
    return lengths;
  }

  private static double[] timeFirst(double[] x, Sizes s, boolean batchFirst) {
    return batchFirst ? swapped(x, s.batch, s.length, s.input) : x;
  }

  /// (a, b, inner) as (b, a, inner).
  private static double[] swapped(double[] x, int a, int b, int inner) {
    double[] out = new double[x.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(x, (i * b + j) * inner, out, (j * a + i) * inner, inner);
      }
    }
    return out;
  }

  /// An initial state as (direction, batch, hidden); zeros where it is left out.
  private static double[] state(Operands in, int operand, Sizes s, boolean batchFirst) {
    int count = s.directions * s.batch * s.hidden;
    if (!in.has(operand)) {
      return new double[count];
    }
    if (in.get(operand).elements() != count) {
      throw new Problem(
          "initial state " + in.shape(operand) + "; " + count + " elements are needed");
    }
    double[] given = Reals.of(in.get(operand));
    return batchFirst ? swapped(given, s.batch, s.directions, s.hidden) : given.clone();
  }

  /// (length, direction, batch, hidden), or (batch, length, direction, hidden).
  private static Tensor states(ElementType type, double[] all, Sizes s, boolean batchFirst) {
    return batchFirst
        ? Reals.tensor(
            type,
            Shape.of(s.batch, s.length, s.directions, s.hidden),
            swapped(all, s.length * s.directions, s.batch, s.hidden))
        : Reals.tensor(type, Shape.of(s.length, s.directions, s.batch, s.hidden), all);
  }

  private static Tensor lastState(ElementType type, double[] state, Sizes s, boolean batchFirst) {
    return batchFirst
        ? Reals.tensor(
            type,
            Shape.of(s.batch, s.directions, s.hidden),
            swapped(state, s.directions, s.batch, s.hidden))
        : Reals.tensor(type, Shape.of(s.directions, s.batch, s.hidden), state);
  }
}
