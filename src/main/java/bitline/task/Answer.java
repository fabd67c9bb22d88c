package bitline.task;

import java.util.List;

/// What a network said about one input, in the picture's own coordinates where there is a picture:
/// pixels, edges counted from the left top corner.
public sealed interface Answer {

  /// The likeliest classes, best first; at most five, at least one.
  record Classes(List<Ranked> best) implements Answer {
    public Classes {
      best = List.copyOf(best);
      if (best.isEmpty()) {
        throw new IllegalArgumentException("a classification without a class");
      }
    }

    public int top() {
      return best.getFirst().label();
    }
  }

  /// A class and how sure the network is, 0 to 1. The label may be -1: the network's background
  /// class.
  record Ranked(int label, double confidence) {}

  /// Objects found, surest first.
  record Boxes(List<Box> boxes) implements Answer {
    public Boxes {
      boxes = List.copyOf(boxes);
    }
  }

  /// A class a pixel, on the grid of the network's output.
  record Mask(LabelMap map, Placement placement) implements Answer {
    /// The class at column `x`, row `y` of the picture.
    public int at(int x, int y) {
      return map.at(placement.mapColumn(x, map.width()), placement.mapRow(y, map.height()));
    }
  }

  /// Lane markings found, in the network's order.
  record Lanes(List<Lane> lanes) implements Answer {
    public Lanes {
      lanes = List.copyOf(lanes);
    }
  }

  /// One lane marking: a column for every row of the picture (NaN where unknown), and the rows
  /// `from` to `to` (exclusive) between which the marking is said to be.
  record Lane(double confidence, int from, int to, float[] columns) {
    /// The column at a row, the curve followed beyond its ends; NaN where unknown.
    public double at(int row) {
      return row < 0 || row >= columns.length ? Double.NaN : columns[row];
    }

    /// Whether the marking is said to reach a row.
    public boolean reaches(int row) {
      return row >= from && row < to && !Double.isNaN(at(row));
    }
  }

  /// The direction a sentence (or picture) points to: a vector of length 1, or of zeros when the
  /// network gave nothing.
  record Embedding(float[] direction) implements Answer {
    /// The cosine between two directions, summed in order in double.
    double cosine(Embedding other) {
      if (direction.length != other.direction.length) {
        throw new IllegalArgumentException(
            direction.length + " against " + other.direction.length + " numbers");
      }
      double sum = 0;
      for (int i = 0; i < direction.length; i++) {
        sum += (double) direction[i] * other.direction[i];
      }
      return sum;
    }
  }
}
