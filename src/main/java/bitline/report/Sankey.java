package bitline.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How a sum divides from column to column: bands as wide as what flows, from the whole to parts to
/// layers. Nodes stand in the order given. Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there is nothing to draw, that a value is negative or
/// not finite, that a link skips a column, or that something other than what enters an inner node
/// leaves it.
///
/// @param what it shows, for those who cannot see it
/// @param unit of all values, SI
record Sankey(String what, String unit, List<Node> nodes, List<Link> links) {
  private static final int WIDE = 1000;
  private static final int NODE = 9;
  private static final int TALL = 340;
  private static final int GAP = 5;

  /// Room that a node's name needs.
  private static final int SLOT = 13;

  private static final int LETTERS = 30;

  /// How far what leaves a node may be from what enters it.
  private static final double CLOSE = 1e-9;

  /// A part of the sum.
  ///
  /// @param column from 0
  record Node(String name, String style, int column) {}

  /// What flows from one node to one of the next column; nodes by number.
  record Link(int from, int to, double value) {}

  /// A node's place: down in pixels.
  record Place(double y, double height, double value) {}

  /// A band's places at both of its ends, its height the same.
  record Band(int link, double left, double right, double height) {}

  /// All places.
  record Laid(List<Place> places, List<Band> bands, double height) {}

  Sankey {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
    if (nodes.isEmpty() || links.isEmpty()) {
      throw new IllegalArgumentException("flows without a node or a link");
    }
    for (Link link : links) {
      if (!Double.isFinite(link.value) || link.value < 0) {
        throw new IllegalArgumentException("a flow of " + link.value);
      }
      if (nodes.get(link.from).column + 1 != nodes.get(link.to).column) {
        throw new IllegalArgumentException(
            "a flow from "
                + nodes.get(link.from).name
                + " to "
                + nodes.get(link.to).name
                + ", which is not in the next column");
      }
    }
    double[] in = sums(nodes, links, false);
    double[] out = sums(nodes, links, true);
    int last = nodes.stream().mapToInt(Node::column).max().orElse(0);
    for (int n = 0; n < in.length; n++) {
      int column = nodes.get(n).column;
      if (column > 0 && column < last && Math.abs(in[n] - out[n]) > CLOSE * in[n]) {
        throw new IllegalArgumentException(
            in[n] + " enters " + nodes.get(n).name + ", " + out[n] + " leaves it");
      }
    }
  }

  private static double[] sums(List<Node> nodes, List<Link> links, boolean leaving) {
    double[] sums = new double[nodes.size()];
    for (Link link : links) {
      sums[leaving ? link.from : link.to] += link.value;
    }
    return sums;
  }

  private int columns() {
    return 1 + nodes.stream().mapToInt(Node::column).max().orElse(0);
  }

  /// Nodes of a column from the top, in the middle of the drawing's height; bands leave and enter
  /// them in the order of the nodes at their other ends, so that few cross.
  Laid laid() {
    double[] values = sums(nodes, links, false);
    double[] out = sums(nodes, links, true);
    for (int n = 0; n < values.length; n++) {
      values[n] = nodes.get(n).column == 0 ? out[n] : values[n];
    }
    int columns = columns();
    double[] totals = new double[columns];
    double[] heights = new double[columns];
    for (int n = 0; n < values.length; n++) {
      totals[nodes.get(n).column] += values[n];
    }
    double most = Arrays.stream(totals).max().orElse(0);
    double scale = most > 0 ? TALL / most : 0;
    for (int n = 0; n < values.length; n++) {
      heights[nodes.get(n).column] += slot(values[n] * scale);
    }
    double height = Arrays.stream(heights).max().orElse(0) + GAP;
    double[] y = new double[columns];
    for (int c = 0; c < columns; c++) {
      y[c] = (height - heights[c]) / 2;
    }
    List<Place> places = new ArrayList<>();
    for (int n = 0; n < values.length; n++) {
      int column = nodes.get(n).column;
      double tall = values[n] * scale;
      places.add(new Place(y[column] + (slot(tall) - tall) / 2, tall, values[n]));
      y[column] += slot(tall);
    }
    return new Laid(places, bands(places, scale), height);
  }

  private static double slot(double tall) {
    return Math.max(tall, SLOT) + GAP;
  }

  private List<Band> bands(List<Place> places, double scale) {
    double[] left = new double[links.size()];
    double[] right = new double[links.size()];
    double[] leaving = places.stream().mapToDouble(Place::y).toArray();
    double[] entering = leaving.clone();
    List<Integer> order = new ArrayList<>(IntStream.range(0, links.size()).boxed().toList());
    order.sort(Comparator.comparingInt((Integer l) -> links.get(l).to).thenComparing(l -> l));
    for (int l : order) {
      left[l] = leaving[links.get(l).from];
      leaving[links.get(l).from] += links.get(l).value * scale;
    }
    order.sort(Comparator.comparingInt((Integer l) -> links.get(l).from).thenComparing(l -> l));
    for (int l : order) {
      right[l] = entering[links.get(l).to];
      entering[links.get(l).to] += links.get(l).value * scale;
    }
    return IntStream.range(0, links.size())
        .mapToObj(l -> new Band(l, left[l], right[l], links.get(l).value * scale))
        .toList();
  }

  String html() {
    Laid laid = laid();
    double whole = 0;
    for (int n = 0; n < nodes.size(); n++) {
      whole += nodes.get(n).column == 0 ? laid.places.get(n).value : 0;
    }
    Svg shapes = new Svg();
    for (Band band : laid.bands) {
      if (band.height > 0) {
        band(shapes, band, whole);
      }
    }
    Svg plot = new Svg();
    for (int n = 0; n < nodes.size(); n++) {
      Place place = laid.places.get(n);
      shapes.rect(
          nodes.get(n).style,
          Svg.px(left(nodes.get(n).column)),
          Svg.px(place.y),
          Svg.px(NODE),
          Svg.px(Math.max(0.6, place.height)),
          title(n, place.value, whole));
    }
    plot.stretched("bands", WIDE, laid.height, shapes);
    for (int n = 0; n < nodes.size(); n++) {
      Place place = laid.places.get(n);
      plot.text(
          "halo",
          Svg.part((left(nodes.get(n).column) + NODE) * 100.0 / WIDE),
          6,
          place.y + place.height / 2 + 4,
          "start",
          Svg.shortened(nodes.get(n).name, LETTERS) + "\u2002" + Numbers.si(place.value, unit));
    }
    return "<div class=\"chart flows\">" + plot.drawing("plot", laid.height, what) + "</div>";
  }

  private double left(int column) {
    return (double) column * (WIDE - NODE) / Math.max(1, columns() - 1);
  }

  private String title(int node, double value, double whole) {
    return nodes.get(node).name
        + ": "
        + Numbers.si(value, unit)
        + (whole > 0 ? ", " + Numbers.percent(value / whole) + " of the whole" : "");
  }

  /// A band has the colour of the node that it enters, or of the one it leaves where that is more
  /// telling: behind the first column.
  private void band(Svg out, Band band, double whole) {
    Link link = links.get(band.link);
    Node from = nodes.get(link.from);
    Node to = nodes.get(link.to);
    double x1 = left(from.column) + NODE;
    double x2 = left(to.column);
    double half = (x1 + x2) / 2;
    String path =
        "M"
            + at(x1, band.left)
            + "C"
            + at(half, band.left)
            + " "
            + at(half, band.right)
            + " "
            + at(x2, band.right)
            + "V"
            + Svg.px(band.right + band.height)
            + "C"
            + at(half, band.right + band.height)
            + " "
            + at(half, band.left + band.height)
            + " "
            + at(x1, band.left + band.height)
            + "Z";
    out.path(
        from.column == 0 ? to.style : from.style,
        path,
        from.name
            + " → "
            + to.name
            + ": "
            + Numbers.si(link.value, unit)
            + (whole > 0 ? ", " + Numbers.percent(link.value / whole) + " of the whole" : ""));
  }

  private static String at(double x, double y) {
    return Svg.px(x) + " " + Svg.px(y);
  }
}
