package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Einstein's sum over named axes. A product of two float operands becomes a stack of matrix
/// products; anything else is summed place by place in doubles.
final class EinsteinSum {
  /// An ellipsis' axes are named by the characters from here on, the last axis first.
  private static final char ELLIPSIS = '\uE000';

  private EinsteinSum() {}

  static Tensor eval(String equation, Operands in, Kernels kernels) {
    Plan plan = Plan.of(equation, in);
    Tensor product = plan.product(in, kernels);
    return product == null ? plan.sum(in) : product;
  }

  /// Sizes by axis name, each operand's stride by axis name (0 where it lacks the axis), and the
  /// names that stay.
  private record Plan(
      TreeMap<Character, Integer> sizes, List<TreeMap<Character, Integer>> strides, String kept) {
    static Plan of(String equation, Operands in) {
      String text = equation.replaceAll("\\s", "");
      String[] sides = text.split("->", -1);
      String[] terms = sides[0].split(",", -1);
      if (sides.length > 2 || terms.length != in.count()) {
        throw new Problem("equation '" + equation + "' for " + in.count() + " operands");
      }
      TreeMap<Character, Integer> sizes = new TreeMap<>();
      TreeMap<Character, Integer> seen = new TreeMap<>();
      List<TreeMap<Character, Integer>> strides = new ArrayList<>();
      int widest = 0;
      for (int i = 0; i < terms.length; i++) {
        Shape shape = in.shape(i);
        String names = names(terms[i], shape.rank(), equation);
        widest = Math.max(widest, shape.rank() - terms[i].replace("...", "").length());
        int[] steps = shape.strides();
        TreeMap<Character, Integer> own = new TreeMap<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
          char name = names.charAt(axis);
          int size = shape.size(axis);
          int known = sizes.getOrDefault(name, 1);
          if (known != size && known != 1 && size != 1) {
            throw new Problem(
                "axis '"
                    + name
                    + "' of equation '"
                    + equation
                    + "' has sizes "
                    + known
                    + " and "
                    + size);
          }
          sizes.put(name, known == 1 ? size : known);
          seen.merge(name, 1, Integer::sum);
          own.merge(name, size == 1 ? 0 : steps[axis], Integer::sum);
        }
        strides.add(own);
      }
      StringBuilder kept = new StringBuilder();
      for (int i = widest - 1; i >= 0; i--) {
        kept.append((char) (ELLIPSIS + i));
      }
      if (sides.length == 2) {
        String ellipsis = kept.toString();
        kept.setLength(0);
        kept.append(sides[1].replace("...", ellipsis));
      } else {
        seen.forEach(
            (name, count) -> kept.append(name < ELLIPSIS && count == 1 ? name.toString() : ""));
      }
      for (int i = 0; i < kept.length(); i++) {
        if (!sizes.containsKey(kept.charAt(i)) || kept.indexOf(kept.substring(i, i + 1)) != i) {
          throw new Problem(
              "equation '" + equation + "' does not say where the output's axes come from");
        }
      }
      return new Plan(sizes, strides, kept.toString());
    }

    private static String names(String term, int rank, String equation) {
      int letters = term.replace("...", "").length();
      StringBuilder ellipsis = new StringBuilder();
      for (int i = rank - letters - 1; i >= 0; i--) {
        ellipsis.append((char) (ELLIPSIS + i));
      }
      String names = term.replace("...", ellipsis);
      if (names.length() != rank
          || !names.chars().allMatch(c -> Character.isLetter(c) || c >= ELLIPSIS)) {
        throw new Problem(
            "term '"
                + term
                + "' of equation '"
                + equation
                + "' for an operand of "
                + rank
                + " axes");
      }
      return names;
    }

    private Shape shape(String names) {
      return Shape.of(names.chars().map(name -> sizes.getOrDefault((char) name, 1)).toArray());
    }

    private int step(int operand, char name) {
      return strides.get(operand).getOrDefault(name, 0);
    }

    /// The elements of an operand in the order of `names`.
    private float[] gathered(int operand, float[] data, String names) {
      int[] steps = names.chars().map(name -> step(operand, (char) name)).toArray();
      return gathered(data, shape(names), steps);
    }

    private static float[] gathered(float[] data, Shape shape, int[] steps) {
      float[] out = new float[shape.elements()];
      int[] place = new int[shape.rank()];
      int at = 0;
      for (int i = 0; i < out.length; i++) {
        out[i] = data[at];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
          at += steps[axis];
          if (++place[axis] < shape.size(axis)) {
            break;
          }
          at -= steps[axis] * place[axis];
          place[axis] = 0;
        }
      }
      return out;
    }

    /// Two float operands as a stack of matrix products, or null where the equation is not one.
    @Nullable Tensor product(Operands in, Kernels kernels) {
      if (in.count() != 2
          || !(in.get(0) instanceof Tensor.Floats a)
          || !(in.get(1) instanceof Tensor.Floats b)) {
        return null;
      }
      StringBuilder stack = new StringBuilder();
      StringBuilder rows = new StringBuilder();
      StringBuilder columns = new StringBuilder();
      StringBuilder summed = new StringBuilder();
      for (char name : sizes.keySet()) {
        boolean left = strides.get(0).containsKey(name);
        boolean right = strides.get(1).containsKey(name);
        boolean stays = kept.indexOf(name) >= 0;
        if (!stays && !(left && right)) {
          return null;
        }
        (stays ? left && right ? stack : left ? rows : columns : summed).append(name);
      }
      int m = shape(rows.toString()).elements();
      int n = shape(columns.toString()).elements();
      int k = shape(summed.toString()).elements();
      float[] x = gathered(0, a.data(), "" + stack + rows + summed);
      float[] y = gathered(1, b.data(), "" + stack + summed + columns);
      String made = "" + stack + rows + columns;
      float[] out = new float[shape(made).elements()];
      for (int i = 0; out.length > 0 && i < out.length / (m * n); i++) {
        kernels.matmul(m, n, k, x, i * m * k, k, y, i * k * n, n, out, i * m * n, n);
      }
      int[] strides = shape(made).strides();
      int[] steps = kept.chars().map(name -> strides[made.indexOf(name)]).toArray();
      float[] ordered = out.length == 0 ? out : gathered(out, shape(kept), steps);
      return new Tensor.Floats(a.type(), shape(kept), NarrowFloats.round(a.type(), ordered));
    }

    Tensor sum(Operands in) {
      StringBuilder gone = new StringBuilder();
      sizes.keySet().forEach(name -> gone.append(kept.indexOf(name) < 0 ? name.toString() : ""));
      String names = kept + gone;
      Shape all = shape(names);
      Shape shape = shape(kept);
      int operands = in.count();
      double[][] data = new double[operands][];
      int[][] steps = new int[operands][];
      for (int i = 0; i < operands; i++) {
        int operand = i;
        data[i] = Reals.of(in.get(i));
        steps[i] = names.chars().map(name -> step(operand, (char) name)).toArray();
      }
      double[] out = new double[shape.elements()];
      int[] at = new int[operands];
      int[] place = new int[all.rank()];
      int terms = out.length == 0 ? 1 : all.elements() / out.length;
      for (int i = 0; i < all.elements(); i++) {
        double product = 1;
        for (int o = 0; o < operands; o++) {
          product *= data[o][at[o]];
        }
        out[i / terms] += product;
        for (int axis = all.rank() - 1; axis >= 0; axis--) {
          place[axis]++;
          for (int o = 0; o < operands; o++) {
            at[o] += steps[o][axis];
          }
          if (place[axis] < all.size(axis)) {
            break;
          }
          for (int o = 0; o < operands; o++) {
            at[o] -= steps[o][axis] * place[axis];
          }
          place[axis] = 0;
        }
      }
      return Reals.tensor(in.get(0).type(), shape, out);
    }
  }
}
