package bitline.silicon.node;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.text.Binder;
import bitline.text.Evidence;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The process nodes that come with Bitline, and those between them.
public final class Nodes {
  /// Nanometres of the described nodes, largest first.
  private static final List<Integer> DESCRIBED =
      List.of(130, 90, 65, 45, 40, 32, 28, 22, 20, 16, 14, 12, 10, 7, 5, 4, 3);

  /// Lengths that differ by less are the same node.
  private static final double SAME = 1e-6;

  private Nodes() {}

  private static final class Loaded {
    private static final List<Node> ALL = DESCRIBED.stream().map(Nodes::load).toList();
  }

  /// All described nodes, largest first.
  public static List<Node> all() {
    return Loaded.ALL;
  }

  /// The node of a length: the described one, or one between two neighbours, whose values lie on a
  /// straight line between theirs when all are logarithms. A [Problem] outside of 3 to 130 nm.
  public static Node at(double metres) {
    List<Node> all = all();
    for (Node node : all) {
      if (Math.abs(metres - node.length()) <= SAME * node.length()) {
        return node;
      }
    }
    for (int i = 1; i < all.size(); i++) {
      if (metres < all.get(i - 1).length() && metres > all.get(i).length()) {
        return between(all.get(i - 1), all.get(i), metres);
      }
    }
    throw new Problem(
        "node "
            + Units.format(metres, "m")
            + ": nothing is known of such a process; "
            + all.getLast().name()
            + " to "
            + all.getFirst().name()
            + " are possible");
  }

  private static Node between(Node larger, Node smaller, double metres) {
    double share =
        StrictMath.log(larger.length() / metres)
            / StrictMath.log(larger.length() / smaller.length());
    ToDoubleFunction<ToDoubleFunction<Node>> line =
        value ->
            value.applyAsDouble(larger)
                * StrictMath.pow(value.applyAsDouble(smaller) / value.applyAsDouble(larger), share);
    String name =
        Units.format(metres, "m") + " (between " + number(larger) + " and " + number(smaller) + ")";
    return new Node(
        name,
        metres,
        line.applyAsDouble(Node::supply),
        line.applyAsDouble(Node::lowest),
        line.applyAsDouble(Node::highest),
        line.applyAsDouble(Node::thickOxide),
        line.applyAsDouble(Node::threshold),
        line.applyAsDouble(Node::alpha),
        line.applyAsDouble(Node::gateCapacitance),
        line.applyAsDouble(Node::gateArea),
        line.applyAsDouble(Node::sramCell),
        line.applyAsDouble(Node::gateDelay),
        line.applyAsDouble(Node::wireCapacitance),
        line.applyAsDouble(Node::wireEnergy),
        new Node.Leakage(
            line.applyAsDouble(node -> node.leakage().temperature()),
            line.applyAsDouble(node -> node.leakage().logic()),
            line.applyAsDouble(node -> node.leakage().sramCell()),
            line.applyAsDouble(node -> node.leakage().doubling()),
            line.applyAsDouble(node -> node.leakage().slope())),
        new Node.Uncertainty(
            line.applyAsDouble(node -> node.uncertainty().gateCapacitance()),
            line.applyAsDouble(node -> node.uncertainty().gateArea()),
            line.applyAsDouble(node -> node.uncertainty().sramCell()),
            line.applyAsDouble(node -> node.uncertainty().gateDelay()),
            line.applyAsDouble(node -> node.uncertainty().wireEnergy()),
            line.applyAsDouble(node -> node.uncertainty().leakage())),
        List.of(
            new Evidence(
                "",
                name,
                Evidence.Kind.ASSUMED,
                "every value lies on a straight line of logarithms between "
                    + larger.name()
                    + " and "
                    + smaller.name())));
  }

  private static String number(Node node) {
    return node.name().substring(0, node.name().indexOf(' '));
  }

  private static Node load(int nanometres) {
    String file = "nodes/" + nanometres + "nm.yaml";
    try (InputStream in = Nodes.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + file + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Node.class, Yaml.parse(text, file), file);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + file + " cannot be read", e);
    }
  }

  /// The JSON Schema of node files, for editors.
  public static String schema() {
    return Binder.written().schema(Node.class, "A process node as Bitline describes it");
  }
}
