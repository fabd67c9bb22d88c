package bitline.compare;

import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Recurrent;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A node's multiply-accumulates as products of matrices: `groups` matrices of `k` × `n`, each
/// taken by `m` vectors. Counts as [bitline.graph.eval.MacCount] does: padding of convolutions is
/// counted, bias is not.
///
/// @param stationary whether the matrices follow from constants
/// @param inputs elements of the operand that is sent
/// @param weights elements of the matrices
record ProductForm(
    int groups, long m, long n, long k, boolean stationary, long inputs, long weights) {

  /// What is known of one node's values.
  ///
  /// @param fixed values that follow from constants
  record Known(Node node, Map<String, ValueType> types, Set<String> fixed) {
    Shape in(int i) {
      return shape(node.input(i));
    }

    Shape out() {
      return shape(node.output());
    }

    boolean isFixed(int i) {
      return fixed.contains(node.input(i));
    }

    private Shape shape(String value) {
      ValueType type = types.get(value);
      if (type == null) {
        throw new Problem(
            "the shape of '" + value + "' at node '" + node.name() + "' is not known");
      }
      return type.shape();
    }
  }

  long macs() {
    return groups * m * n * k;
  }

  /// The products of a node, in the order in which they run; none where it multiplies no matrices.
  static List<ProductForm> of(Known known) {
    return switch (known.node.op()) {
      case Linear.Conv conv -> convolution(known, conv.group(), 1);
      case Linear.ConvInteger conv -> convolution(known, conv.group(), 1);
      case Linear.DeformConv conv -> convolution(known, conv.group(), 1);
      case Linear.QLinearConv conv -> convolution(known, conv.group(), 3);
      case Linear.ConvTranspose conv -> transposed(known, conv.group());
      case Linear.Gemm gemm -> gemm(known, gemm);
      case Linear.MatMul _, Linear.MatMulInteger _ -> matmul(known, 1);
      case Linear.QLinearMatMul _ -> matmul(known, 3);
      case Linear.Einsum einsum -> einsum(known, einsum.equation());
      case Linear.Attention attention -> attention(known, attention);
      case Recurrent _ -> recurrent(known);
      default -> List.of();
    };
  }

  private static List<ProductForm> convolution(Known known, int group, int weight) {
    Shape out = known.out();
    Shape matrix = known.in(weight);
    long vectors = (long) out.size(0) * out.span(2, out.rank());
    return List.of(
        new ProductForm(
            group,
            vectors,
            out.size(1) / group,
            matrix.span(1, matrix.rank()),
            known.isFixed(weight) || known.isFixed(0),
            known.in(0).elements(),
            matrix.elements()));
  }

  /// Each input place is a vector; each sum goes to the place that its kernel place points to.
  private static List<ProductForm> transposed(Known known, int group) {
    Shape in = known.in(0);
    Shape matrix = known.in(1);
    return List.of(
        new ProductForm(
            group,
            (long) in.size(0) * in.span(2, in.rank()),
            matrix.span(1, matrix.rank()),
            in.size(1) / group,
            known.isFixed(1) || known.isFixed(0),
            in.elements(),
            matrix.elements()));
  }

  private static List<ProductForm> gemm(Known known, Linear.Gemm gemm) {
    long k = known.in(0).size(gemm.transA() ? 0 : 1);
    Shape out = known.out();
    return List.of(product(known, 1, 1, out.size(0), k, out.size(1), 1));
  }

  private static List<ProductForm> matmul(Known known, int right) {
    Shape a = known.in(0);
    Shape b = known.in(right);
    long k = a.size(-1);
    long m = a.rank() == 1 ? 1 : a.size(-2);
    long n = b.rank() == 1 ? 1 : b.size(-1);
    if (m == 0 || n == 0 || k == 0 || a.elements() == 0 || b.elements() == 0) {
      return List.of();
    }
    return List.of(
        product(
            known,
            Math.toIntExact(a.elements() / (m * k)),
            Math.toIntExact(b.elements() / (k * n)),
            m,
            k,
            n,
            right));
  }

  /// The right operand is the matrix, but where only the left one is constant.
  ///
  /// @param lefts matrices on the left, each m × k
  /// @param rights matrices on the right, each k × n
  private static ProductForm product(
      Known known, int lefts, int rights, long m, long k, long n, int right) {
    long left = known.in(0).elements();
    long matrices = known.in(right).elements();
    long products = known.out().elements() / (m * n);
    if (known.isFixed(0) && !known.isFixed(right)) {
      return new ProductForm(lefts, n * (products / lefts), m, k, true, matrices, left);
    }
    return new ProductForm(
        rights, m * (products / rights), n, k, known.isFixed(right), left, matrices);
  }

  /// Letters of both operands and the result are groups; of both and not the result, summed; of one
  /// alone, its own side. Three operands or more: the sum over all letters, once for each product.
  private static List<ProductForm> einsum(Known known, String equation) {
    String[] sides = equation.replace(" ", "").split("->");
    String[] terms = sides[0].split(",", -1);
    if (terms.length < 2) {
      return List.of();
    }
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 0; i < terms.length; i++) {
      sizes(terms[i], known.in(i), sizes);
    }
    long all = sizes.values().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    long results = Math.max(1, known.out().elements());
    boolean constant = known.isFixed(0) || known.isFixed(1);
    if (terms.length > 2) {
      return List.of(
          new ProductForm(
              terms.length - 1,
              results,
              1,
              all / results,
              constant,
              known.in(0).elements(),
              known.in(1).elements()));
    }
    Map<String, Integer> left = new LinkedHashMap<>();
    Map<String, Integer> right = new LinkedHashMap<>();
    sizes(terms[0], known.in(0), left);
    sizes(terms[1], known.in(1), right);
    boolean turned = known.isFixed(0) && !known.isFixed(1);
    Map<String, Integer> sent = turned ? right : left;
    Map<String, Integer> matrix = turned ? left : right;
    long n = 1;
    long m = 1;
    long groups = 1;
    String result = sides.length > 1 ? sides[1] : null;
    for (Map.Entry<String, Integer> letter : sizes.entrySet()) {
      boolean kept =
          result == null
              ? !(left.containsKey(letter.getKey()) && right.containsKey(letter.getKey()))
              : letter.getKey().startsWith(".") || result.contains(letter.getKey());
      if (!kept) {
        continue;
      }
      if (sent.containsKey(letter.getKey()) && matrix.containsKey(letter.getKey())) {
        groups *= letter.getValue();
      } else if (matrix.containsKey(letter.getKey())) {
        n *= letter.getValue();
      } else {
        m *= letter.getValue();
      }
    }
    return List.of(
        new ProductForm(
            Math.toIntExact(groups),
            m,
            n,
            all / (groups * m * n),
            constant,
            known.in(turned ? 1 : 0).elements(),
            known.in(turned ? 0 : 1).elements()));
  }

  /// Sizes by letter; the axes that dots stand for are counted from the last one.
  private static void sizes(String term, Shape shape, Map<String, Integer> sizes) {
    int dots = term.indexOf("...");
    String letters = term.replace("...", "");
    int before = dots < 0 ? letters.length() : dots;
    int hidden = shape.rank() - letters.length();
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean inside = axis >= before && axis < before + hidden;
      int letter = axis < before ? axis : axis - hidden;
      String key = inside ? "." + (before + hidden - axis) : letters.substring(letter, letter + 1);
      sizes.merge(key, shape.size(axis), Math::max);
    }
  }

  /// Q·Kᵀ and scores·V. Heads that share keys and values share a matrix.
  private static List<ProductForm> attention(Known known, Linear.Attention attention) {
    Shape query = known.in(0);
    Shape key = known.in(1);
    Shape value = known.in(2);
    long keys = key.size(-2) + (known.node.hasInput(4) ? known.in(4).size(-2) : 0);
    int heads = query.rank() == 4 ? query.size(1) : attention.queryHeads();
    int keyHeads = Math.max(1, key.rank() == 4 ? key.size(1) : attention.keyValueHeads());
    long queryWidth = query.rank() == 4 ? query.size(-1) : query.size(-1) / heads;
    long valueWidth = value.rank() == 4 ? value.size(-1) : value.size(-1) / keyHeads;
    int groups = query.size(0) * keyHeads;
    long vectors = (long) query.size(-2) * (heads / keyHeads);
    long scores = groups * vectors * keys;
    return List.of(
        new ProductForm(
            groups, vectors, keys, queryWidth, false, query.elements(), groups * keys * queryWidth),
        new ProductForm(
            groups, vectors, valueWidth, keys, false, scores, groups * keys * valueWidth));
  }

  /// Products with W and R at each step, in each direction: inputs and states side by side.
  private static List<ProductForm> recurrent(Known known) {
    Shape data = known.in(0);
    Shape w = known.in(1);
    Shape r = known.in(2);
    long steps = (long) data.size(0) * data.size(1);
    return List.of(
        new ProductForm(
            w.size(0),
            steps,
            w.size(1),
            w.size(2) + r.size(2),
            known.isFixed(1),
            data.elements() + steps * w.size(0) * r.size(2),
            w.elements() + r.elements()));
  }
}
