package bitline.task;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// What is known to be right about a set of inputs, in the set's order.
public sealed interface Truth {
  /// How many inputs are labelled.
  int size();

  /// How messages call this kind of labels.
  String kind();

  /// The labels of the first `inputs` inputs; all of them when there are no more.
  default Truth first(int inputs) {
    int count = Math.min(inputs, size());
    return switch (this) {
      case Classes classes -> new Classes(Arrays.copyOf(classes.labels, count));
      case Objects objects -> new Objects(objects.pictures.subList(0, count));
      case Maps maps -> new Maps(count, maps.map);
      case Similarities similarities ->
          new Similarities(Arrays.copyOf(similarities.pairs, count / 2));
    };
  }

  /// One class an input.
  record Classes(int[] labels) implements Truth {
    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public String kind() {
      return "one class a picture";
    }
  }

  /// The objects in each picture.
  record Objects(List<List<TrueBox>> pictures) implements Truth {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public String kind() {
      return "boxes";
    }
  }

  /// A labelled object; a difficult one counts neither as missed nor as found.
  record TrueBox(Box box, boolean difficult) {}

  /// A label picture for each picture, read when it is asked for: a class a pixel, or a lane a
  /// pixel (0 none).
  record Maps(int size, IntFunction<LabelMap> map) implements Truth {
    @Override
    public String kind() {
      return "label pictures";
    }
  }

  /// How alike the inputs 2i and 2i + 1 are, on any rising scale.
  record Similarities(double[] pairs) implements Truth {
    @Override
    public int size() {
      return 2 * pairs.length;
    }

    @Override
    public String kind() {
      return "similarities of pairs";
    }
  }
}
