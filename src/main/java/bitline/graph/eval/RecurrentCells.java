package bitline.graph.eval;

import java.util.Arrays;

/// One time step of one sequence for each kind of recurrent layer. `products` holds x·Wᵀ plus bias
/// for the gates from `from` on; the state (and cell) at `at` is replaced by the next.
final class RecurrentCells {
  private RecurrentCells() {}

  static void plain(
      RecurrentEval.Weights w,
      Activations act,
      double[] products,
      int from,
      double[] state,
      int at) {
    double[] sums = sums(w, products, from, state, at);
    for (int i = 0; i < w.hidden(); i++) {
      state[at + i] = act.apply(0, sums[i]);
    }
  }

  static void gru(
      boolean linearBeforeReset,
      RecurrentEval.Weights w,
      Activations act,
      double[] products,
      int from,
      double[] state,
      int at) {
    int n = w.hidden();
    double[] recurrent = recurrent(w, state, at, 0, 3 * n);
    double[] update = new double[n];
    double[] reset = new double[n];
    for (int i = 0; i < n; i++) {
      update[i] = act.apply(0, products[from + i] + recurrent[i]);
      reset[i] = act.apply(0, products[from + n + i] + recurrent[n + i]);
    }
    double[] candidate = new double[n];
    if (linearBeforeReset) {
      for (int i = 0; i < n; i++) {
        candidate[i] = reset[i] * recurrent[2 * n + i];
      }
    } else {
      double[] kept = new double[n];
      for (int i = 0; i < n; i++) {
        kept[i] = reset[i] * state[at + i];
      }
      candidate = recurrent(w, kept, 0, 2 * n, 3 * n);
    }
    for (int i = 0; i < n; i++) {
      double next = act.apply(1, products[from + 2 * n + i] + candidate[i]);
      state[at + i] = (1 - update[i]) * next + update[i] * state[at + i];
    }
  }

  /// Gates in ONNX's order: input, output, forget, cell.
  static void lstm(
      boolean inputForget,
      RecurrentEval.Weights w,
      Activations act,
      double[] products,
      int from,
      double[] state,
      double[] cell,
      int at) {
    int n = w.hidden();
    double[] p = w.peepholes();
    double[] sums = sums(w, products, from, state, at);
    for (int i = 0; i < n; i++) {
      double before = cell[at + i];
      double forget = act.apply(0, sums[2 * n + i] + p[2 * n + i] * before);
      double input = inputForget ? 1 - forget : act.apply(0, sums[i] + p[i] * before);
      double next = forget * before + input * act.apply(1, sums[3 * n + i]);
      double output = act.apply(0, sums[n + i] + p[n + i] * next);
      cell[at + i] = next;
      state[at + i] = output * act.apply(2, next);
    }
  }

  private static double[] sums(
      RecurrentEval.Weights w, double[] products, int from, double[] state, int at) {
    double[] sums = recurrent(w, state, at, 0, w.gates() * w.hidden());
    for (int i = 0; i < sums.length; i++) {
      sums[i] += products[from + i];
    }
    return sums;
  }

  /// h·Rᵀ plus the state's bias, for the gate elements `begin` to `end`.
  private static double[] recurrent(
      RecurrentEval.Weights w, double[] state, int at, int begin, int end) {
    double[] out = Arrays.copyOfRange(w.stateBias(), begin, end);
    int columns = w.gates() * w.hidden();
    for (int j = 0; j < w.hidden(); j++) {
      double h = state[at + j];
      int row = j * columns + begin;
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.fma(h, w.r()[row + i], out[i]);
      }
    }
    return out;
  }
}
