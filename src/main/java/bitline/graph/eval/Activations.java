package bitline.graph.eval;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Recurrent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The activation functions of one direction of a recurrent layer, in gate order.
record Activations(List<DoubleUnaryOperator> functions, double clip) {
  private static final List<String> NAMES =
      List.of(
          "Affine",
          "Relu",
          "LeakyRelu",
          "ThresholdedRelu",
          "Tanh",
          "ScaledTanh",
          "Sigmoid",
          "HardSigmoid",
          "Elu",
          "Softsign",
          "Softplus");

  double apply(int function, double x) {
    return functions.get(function).applyAsDouble(clip == 0 ? x : Math.clamp(x, -clip, clip));
  }

  static Activations of(Recurrent.Layer layer, Recurrent op, int direction) {
    List<String> usual =
        switch (op) {
          case Recurrent.Rnn _ -> List.of("Tanh");
          case Recurrent.Gru _ -> List.of("Sigmoid", "Tanh");
          case Recurrent.Lstm _ -> List.of("Sigmoid", "Tanh", "Tanh");
        };
    List<String> names = new ArrayList<>(layer.activations());
    if (names.isEmpty()) {
      for (int i = 0; i < layer.direction().count(); i++) {
        names.addAll(usual);
      }
    }
    if (names.size() != usual.size() * layer.direction().count()) {
      throw new Problem(
          names.size()
              + " activations "
              + names
              + "; "
              + usual.size() * layer.direction().count()
              + " are needed");
    }
    Iterator<Float> alphas = layer.alphas().iterator();
    Iterator<Float> betas = layer.betas().iterator();
    List<DoubleUnaryOperator> functions = new ArrayList<>();
    for (String name : names) {
      functions.add(function(name, alphas, betas));
    }
    return new Activations(
        functions.subList(direction * usual.size(), (direction + 1) * usual.size()),
        clip(layer.clip()));
  }

  private static double clip(@Nullable Float clip) {
    return clip == null ? 0 : Math.abs(clip);
  }

  /// Takes from `alphas` and `betas` what the function needs, in the order of the functions.
  private static DoubleUnaryOperator function(
      String name, Iterator<Float> alphas, Iterator<Float> betas) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> x -> Math.max(0, x);
      case "tanh" -> StrictMath::tanh;
      case "sigmoid" -> x -> 1 / (1 + StrictMath.exp(-x));
      case "softsign" -> x -> x / (1 + Math.abs(x));
      case "softplus" -> x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case "affine" -> {
        double a = next(alphas, 1);
        double b = next(betas, 0);
        yield x -> a * x + b;
      }
      case "leakyrelu" -> {
        double a = next(alphas, 0.01f);
        yield x -> x < 0 ? a * x : x;
      }
      case "thresholdedrelu" -> {
        double a = next(alphas, 1);
        yield x -> x >= a ? x : 0;
      }
      case "scaledtanh" -> {
        double a = next(alphas, 1);
        double b = next(betas, 1);
        yield x -> a * StrictMath.tanh(b * x);
      }
      case "hardsigmoid" -> {
        double a = next(alphas, 0.2f);
        double b = next(betas, 0.5f);
        yield x -> Math.clamp(a * x + b, 0.0, 1.0);
      }
      case "elu" -> {
        double a = next(alphas, 1);
        yield x -> x < 0 ? a * StrictMath.expm1(x) : x;
      }
      default ->
          throw new Problem(
              "activation '" + name + "' is not supported" + Spelling.hint(name, NAMES));
    };
  }

  private static double next(Iterator<Float> given, float otherwise) {
    return given.hasNext() ? given.next() : otherwise;
  }
}
